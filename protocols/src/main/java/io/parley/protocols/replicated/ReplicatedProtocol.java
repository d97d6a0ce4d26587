package io.parley.protocols.replicated;

import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.Sharing;
import io.parley.protocols.spi.Side;
import java.util.Optional;

/**
 * Replicated sharing over Z_2^64 among three parties [1].
 *
 * <p>A secret x is x_0 + x_1 + x_2 mod 2^64, and party i holds x_i and x_{i+1}: any one party lacks one component, any two
 * have all. Bits are shared alike over Z_2, bit-sliced. Each two parties have a key in common, so that F(k_{i,i+1}) −
 * F(k_{i−1,i}) are shares α_i of zero.
 *
 * <ul>
 * <li>product [1]: z_i = M(x_i, y_i + y_{i+1}) + M(x_{i+1}, y_i) + α_i add up to M(x, y), and z_i goes to party i − 1;
 * <li>the rest looks at x as c + X, where party 0 has X = x_0 + x_1, and parties 1 and 2 both have c = x_2 [2]. To the two,
 * c is public, and party 0 is a dealer: it shares what it knows between them, one share drawn from a common stream, one
 * sent. What comes out linear is reshared;
 * <li>truncation [3] and comparison [3, 4] are then as with a dealer; see {@link ReplicatedTruncation}, {@link ReplicatedComparison};
 * <li>bit times number: see {@link BitProducts}.
 * </ul>
 *
 * <p>What a party sees are words that are masked by a stream of the two others. Semi-honest, and no two parties collude: a
 * party that deviates is not detected and can change results; two parties together learn everything.
 *
 * <p>[1] Araki et al., CCS 2016, ePrint 2016/768. [2] Chaudhari et al., ePrint 2019/429, whose dealer works ahead of time.
 * [3] Escudero et al., ePrint 2020/338, sections 4 and 5. [4] Catrina and de Hoogh, SCN 2010, section 3.
 */
public final class ReplicatedProtocol implements Protocol {
  @Override
  public String name() {
    return "replicated";
  }

  @Override
  public Optional<String> refuses(int parties) {
    return parties == 3
        ? Optional.empty()
        : Optional.of("The protocol 'replicated' needs exactly 3 parties, not " + parties
            + "; start 3, or choose another protocol");
  }

  @Override
  public boolean needsProvider() {
    return false;
  }

  @Override
  public boolean hasPairKeys() {
    return true;
  }

  @Override
  public Sharing sharing() {
    return new ReplicatedSharing();
  }

  @Override
  public Side<PartyScope, ?, ?> party(PartyScope session) {
    return (Side<PartyScope, PartyNumber, PartyBits>) ReplicatedParty::new;
  }

  @Override
  public Side<CostScope, ?, ?> costs(CostScope session) {
    return (Side<CostScope, ShapeOnly, ShapeOnly>) ReplicatedCosts::new;
  }
}
