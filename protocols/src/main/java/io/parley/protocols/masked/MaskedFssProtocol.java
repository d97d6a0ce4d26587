package io.parley.protocols.masked;

import java.util.Optional;

/**
 * {@link MaskedProtocol} between two parties, with comparisons by function secret sharing: for links where a round takes
 * longer than tape [Boyle et al., ePrint 2020/1392; see {@link io.parley.crypto.DcfSign}].
 */
public final class MaskedFssProtocol extends MaskedProtocol {
  public MaskedFssProtocol() {
    super(new FssComparison());
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
}
