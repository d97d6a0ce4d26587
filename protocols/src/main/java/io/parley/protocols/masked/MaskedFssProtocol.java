package io.parley.protocols.masked;

import java.util.Optional;

/**
 * {@link MaskedProtocol} between two parties, with all comparisons by function secret sharing: for links where a round
 * takes longer than tape.
 */
public final class MaskedFssProtocol extends MaskedProtocol {
  public MaskedFssProtocol() {
    super(Comparing.FSS);
  }

  @Override
  public String name() {
    return "masked-fss";
  }

  @Override
  public Optional<String> refuses(int parties) {
    return parties == 2
        ? Optional.empty()
        : Optional.of("The protocol 'masked-fss' needs exactly 2 parties, not " + parties
            + "; use 'masked' for any number from 2 on");
  }

  @Override
  public boolean mixesComparisons() {
    return false;
  }
}
