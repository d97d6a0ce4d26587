package io.parley.protocols.beaver;

import io.parley.protocols.dealt.CostNumber;
import io.parley.protocols.dealt.OpeningMask;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.Sharing;
import io.parley.protocols.spi.Side;
import java.util.Optional;

/**
 * Beaver's multiplication over Z_2^64 with a trusted dealer.
 *
 * <p>A secret x is shared as [x]: x = Σ x_i mod 2^64. The one thing that is ever opened of x is c = x + r, where the
 * provider knows r and each party holds r_i, a stream of its own with the provider. It is opened at most once, however
 * many ops use x; the provider fits all material for these ops to the one r:
 *
 * <ul>
 * <li>product [1]: with w = M(r_x, r_y) dealt, [M(x, y)] = M(c_x, [y]) − M([r_x], c_y) + [w];
 * <li>truncation [2]: with r ≫ f and the top bit of r dealt, and c = x + 2^62 + r, the wrap of c is r_63·(1 − c_63);
 * <li>comparison [2, 3, 4]: the sign of x = c − r is c_63 ⊕ r_63 ⊕ (c mod 2^63 < r mod 2^63), by {@link
 * io.parley.protocols.circuit.BlockTree}; of fewer bits after a truncation;
 * <li>bit times number: for a random bit β, with β and β·r dealt, b = m ⊕ β and βx = cβ − βr.
 * </ul>
 *
 * <p>What a party sees are uniform words: its shares, its tape, and openings that are masked by what the provider drew
 * from all parties' streams, so that no n − 1 parties know it. Semi-honest: a party that deviates is not detected and
 * can change results, but learns nothing of the others' inputs beyond what the changed outputs say.
 *
 * <p>[1] Beaver, CRYPTO 1991. [2] Escudero et al., ePrint 2020/338, sections 4 and 5. [3] Catrina and de Hoogh, SCN
 * 2010, section 3. [4] Patra et al., ABY2.0, ePrint 2020/1225, section 3.
 */
public final class BeaverProtocol implements Protocol {
  @Override
  public String name() {
    return "beaver";
  }

  @Override
  public Optional<String> refuses(int parties) {
    return parties >= 2
        ? Optional.empty()
        : Optional.of("The protocol 'beaver' needs at least 2 parties, not " + parties + "; start more");
  }

  @Override
  public boolean needsProvider() {
    return true;
  }

  @Override
  public Sharing sharing() {
    return new BeaverSharing();
  }

  @Override
  public Side<PartyScope, ?, ?> party(PartyScope session) {
    return (Side<PartyScope, PartyNumber, PartyBits>) BeaverParty::new;
  }

  @Override
  public Side<DealerScope, ?, ?> dealer(DealerScope session) {
    return (Side<DealerScope, OpeningMask, ShapeOnly>) BeaverDealer::new;
  }

  @Override
  public Side<CostScope, ?, ?> costs(CostScope session) {
    return (Side<CostScope, CostNumber, ShapeOnly>) BeaverCosts::new;
  }
}
