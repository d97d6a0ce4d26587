package io.parley.protocols.spdz2k;

import io.parley.plan.lowering.Target;
import io.parley.protocols.dealt.OpeningMask;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Primitives;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.Sharing;
import io.parley.protocols.spi.Side;
import java.util.Optional;

/**
 * SPDZ over Z_2^(k+s), k = s = 64, with a trusted dealer in place of the preprocessing by oblivious transfer: secure with
 * abort against n − 1 malicious parties [1].
 *
 * <p>Numbers x mod 2^64 are shared as ⟦x⟧ = ([x], [α·x]) mod 2^128 with a key α that nobody knows but the provider. Bits b are shared as ⟦b⟧ = ([b], [b·Δ]) over GF(2) and GF(2)^64, so that an AND opens 2 bits and not 2
 * numbers [2, section 4.1, has them over Z_2^(1+s); the check is that of bits in SPDZ over GF(2^64)].
 *
 * <ul>
 * <li>Opening: all 128 bits of x + r for a dealt, uniform ⟦r⟧ mod 2^128, which so masks the upper bits as well. An
 * opening of the lower 64 bits alone would cost half, but the batched check could then be passed with an error of 2^63
 * with probability 1/2.
 * <li>Product, truncation, comparison, bit times number: as {@link io.parley.protocols.beaver.BeaverProtocol} has them,
 * with c = x + r mod 2^64, on authenticated material.
 * <li>Check: {@link MacCheck}, over all that was opened, before any output is opened, and in between so that what is
 * yet to be checked stays bounded.
 * <li>Inputs: the client, who knows r of a dealt ⟦r⟧, publishes x − r. Outputs: the parties open y = x + r for such an r,
 * check it as all else, and each sends it to the client, who wants it from all alike.
 * </ul>
 *
 * <p>[1] Cramer, Damgård, Escudero, Scholl, Xing, CRYPTO 2018, ePrint 2018/482. [2] Damgård, Escudero, Frederiksen,
 * Keller, Scholl, Volgushev, IEEE S&amp;P 2019, ePrint 2019/599.
 */
public final class Spdz2kProtocol implements Protocol {
  private static final long WORDS_BETWEEN_CHECKPOINTS = 1 << 23;

  private final long wordsBetweenCheckpoints;

  public Spdz2kProtocol() {
    this(WORDS_BETWEEN_CHECKPOINTS);
  }

  /** @param wordsBetweenCheckpoints see {@link Protocol#wordsBetweenCheckpoints} */
  Spdz2kProtocol(long wordsBetweenCheckpoints) {
    this.wordsBetweenCheckpoints = wordsBetweenCheckpoints;
  }

  @Override
  public String name() {
    return "spdz2k";
  }

  @Override
  public Optional<String> refuses(int parties) {
    return parties >= 2
        ? Optional.empty()
        : Optional.of("The protocol 'spdz2k' needs at least 2 parties, not " + parties + "; start more");
  }

  @Override
  public boolean needsProvider() {
    return true;
  }

  @Override
  public boolean dealsToClient() {
    return true;
  }

  @Override
  public long wordsBetweenCheckpoints() {
    return wordsBetweenCheckpoints;
  }

  /** Comparisons, which take most of the tape, have fewer bits then. */
  @Override
  public Target target() {
    return Target.EARLY_TRUNCATION;
  }

  /** Shares and MACs of 128 bits, and what was opened. */
  @Override
  public int wordsPerElement() {
    return 8;
  }

  @Override
  public Sharing sharing() {
    return new Spdz2kSharing();
  }

  @Override
  public Side<PartyScope, ?, ?> party(PartyScope session) {
    MacCheck check = new MacCheck(MacKeys.ofParty(session));
    return new Side<PartyScope, PartyNumber, PartyBits>() {
      @Override
      public Primitives<PartyNumber, PartyBits> at(PartyScope op) {
        return new Spdz2kParty(op, check);
      }

      @Override
      public void checkpoint(PartyScope op) {
        check.run(op);
      }
    };
  }

  @Override
  public Side<DealerScope, ?, ?> dealer(DealerScope session) {
    MacKeys keys = MacKeys.ofProvider(session);
    return (Side<DealerScope, OpeningMask, ShapeOnly>) op -> new Spdz2kDealer(op, keys);
  }

  @Override
  public Side<CostScope, ?, ?> costs(CostScope session) {
    return new Spdz2kCosts.Pending();
  }
}
