package io.parley.protocols.masked;

import io.parley.plan.lowering.Target;
import io.parley.protocols.dealt.CostNumber;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.Sharing;
import io.parley.protocols.spi.Side;
import java.util.Optional;

/**
 * Circuit-dependent preprocessing over Z_2^64 with a trusted dealer that follows the plan.
 *
 * <p>A wire x is (Δ, [λ]): Δ = x + λ is public among the parties, λ = Σ λ_i is known to the provider, and each party holds
 * λ_i, a stream of its own with the provider. Every λ is fresh and masks one opening. The provider never sees a Δ.
 *
 * <ul>
 * <li>linear ops act on both components;
 * <li>product [1, 2]: M(x, y) + λ_z = M(Δ_x, Δ_y) − M(Δ_x, [λ_y]) − M([λ_x], Δ_y) + [M(λ_x, λ_y)] + [λ_z] is opened, once
 * for each element of the result, whatever the size of the operands;
 * <li>truncation [3, 4]: (Δ ≫ f) − (λ ≫ f) is x ≫ f in the smaller ring Z_2^(64−f), exact but for the borrow of the
 * dropped bits; no message. What is only compared, added and selected stays there; what is multiplied is brought back to
 * Z_2^64 by one re-masking;
 * <li>functions Σ U(Δ)·V(λ) [see {@link io.parley.crypto.Separable}]: the V(λ) are dealt, and the sum is opened;
 * <li>comparison [2, 5]: the provider knows the bits of λ, so blocks of bits are compared with Δ without a message, and
 * gates of several inputs combine the blocks in two rounds, or one for small tensors; the sign is opened under a mask.
 * Where a plan for two parties says so, keys for λ give the sign without gates [6; see {@link io.parley.crypto.DcfSign}];
 * <li>bit times number: with λ_b and λ_b·λ_x dealt, b·x is linear, and opened under a fresh mask.
 * </ul>
 *
 * <p>A party sees uniform words only: each Δ is masked by a λ that no n − 1 parties know. Semi-honest: a party that deviates
 * is not detected and can change results, but learns nothing of the others' inputs beyond what the changed outputs say. The
 * provider learns the plan and nothing else; together with any one party it learns everything.
 *
 * <p>[1] Ben-Efraim et al., Turbospeedz, ePrint 2019/080. [2] Patra et al., ABY2.0, ePrint 2020/1225, sections 3 and 4. [3]
 * Gupta et al., Orca, ePrint 2023/206, section 4. [4] Escudero et al., ePrint 2020/338, section 5. [5] Catrina and de
 * Hoogh, SCN 2010, section 3. [6] Boyle et al., ePrint 2020/1392.
 */
public class MaskedProtocol implements Protocol {
  private final Comparing comparing;

  public MaskedProtocol() {
    this(Comparing.TREE);
  }

  MaskedProtocol(Comparing comparing) {
    this.comparing = comparing;
  }

  @Override
  public String name() {
    return "masked";
  }

  @Override
  public Optional<String> refuses(int parties) {
    return parties >= 2
        ? Optional.empty()
        : Optional.of("The protocol '" + name() + "' needs at least 2 parties, not " + parties + "; start more");
  }

  @Override
  public boolean needsProvider() {
    return true;
  }

  @Override
  public boolean dealsToClient() {
    return true;
  }

  /** It is free, and comparisons have fewer bits then. */
  @Override
  public Target target() {
    return Target.SEPARABLE;
  }

  @Override
  public boolean mixesComparisons() {
    return true;
  }

  @Override
  public Sharing sharing() {
    return new MaskedSharing();
  }

  @Override
  public Side<PartyScope, ?, ?> party(PartyScope session) {
    return (Side<PartyScope, PartyNumber, PartyBits>) scope -> new MaskedParty(scope, comparing);
  }

  @Override
  public Side<DealerScope, ?, ?> dealer(DealerScope session) {
    return (Side<DealerScope, DealerNumber, DealerBits>) scope -> new MaskedDealer(scope, comparing);
  }

  @Override
  public Side<CostScope, ?, ?> costs(CostScope session) {
    return (Side<CostScope, CostNumber, ShapeOnly>) scope -> new MaskedCosts(scope, comparing);
  }
}
