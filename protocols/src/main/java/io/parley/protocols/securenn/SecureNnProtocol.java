package io.parley.protocols.securenn;

import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.Sharing;
import io.parley.protocols.spi.Side;
import java.util.Optional;

/**
 * SecureNN [1]: P_0 and P_1 hold x as x = x_0 + x_1 mod L, L = 2^64; P_2 assists and holds nothing.
 *
 * <p>A bit is held as the number 0 or 1, as in the paper. Each algorithm of the paper is a class of its name, with the
 * part of P_0 and P_1, the part of P_2 and the declared cost: {@link MatMul} (Alg. 1), {@link PrivateCompare} (Alg. 3),
 * {@link ShareConvert} (Alg. 4) and {@link ComputeMsb} (Alg. 5). x < 0 is the MSB of DReLU (Alg. 6): c = 2x, ShareConvert,
 * ComputeMSB. What P_2 deals is drawn by P_0 from their common stream, and only P_1 is sent its share. The truncation is
 * not the paper's: {@link SecureNnTruncation} has no large errors.
 *
 * <p>Semi-honest, one corrupted party. P_0 and P_1 see shares that a stream of others makes uniform, and openings under
 * masks that P_2 drew. P_2 sees x + r for an r drawn by P_0 and P_1, and for each comparison an array over Z_67 that is
 * zero at most once, at a uniformly random position, and else uniform. A party that deviates is not detected. P_2 and
 * another party together learn everything.
 *
 * <p>[1] Wagh, Gupta and Chandran, PETS 2019; ePrint 2018/442.
 */
public final class SecureNnProtocol implements Protocol {
  /** P_2. */
  static final int HELPER = 2;

  @Override
  public String name() {
    return "securenn";
  }

  @Override
  public Optional<String> refuses(int parties) {
    return parties == 3
        ? Optional.empty()
        : Optional.of("The protocol 'securenn' is for exactly 3 parties, not " + parties + "; choose 3 of them");
  }

  @Override
  public boolean needsProvider() {
    return false;
  }

  @Override
  public boolean hasPairKeys() {
    return true;
  }

  /** DReLU doubles its input, and the double must keep its sign: Alg. 6 wants x in [−2^62, 2^62). */
  @Override
  public int comparableBits() {
    return 62;
  }

  @Override
  public Sharing sharing() {
    return new SecureNnSharing();
  }

  @Override
  public Side<PartyScope, ?, ?> party(PartyScope session) {
    return session.self() == HELPER
        ? (Side<PartyScope, ShapeOnly, ShapeOnly>) SecureNnHelper::new
        : (Side<PartyScope, RingShare, RingShare>) SecureNnParty::new;
  }

  @Override
  public Side<CostScope, ?, ?> costs(CostScope session) {
    return (Side<CostScope, ShapeOnly, ShapeOnly>) SecureNnCosts::new;
  }
}
