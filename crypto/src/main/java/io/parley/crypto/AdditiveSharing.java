package io.parley.crypto;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Additive n-out-of-n sharing: ring tensors over Z_2^64, bit tensors over Z_2. Any n − 1 shares are uniform and say
 * nothing of the secret. All shares but the last are seeds, so that a tensor costs its owner one tensor to send.
 */
public final class AdditiveSharing {

  private AdditiveSharing() {}

  /** One party's share of a tensor, as it travels. */
  public sealed interface Piece {
    /** The share is what {@link #expandRing} or {@link #expandBits} draws from the seed. */
    record Seeded(Seed seed) implements Piece {}

    /** The share itself. */
    record Explicit(Words share) implements Piece {}
  }

  /** Splits a secret among {@code parties}; piece i is for party i. */
  public static List<Piece> split(Words secret, int parties, SecureRandom random) {
    if (parties < 1) {
      throw new IllegalArgumentException("A secret needs at least one party, not " + parties);
    }
    List<Piece> pieces = new ArrayList<>();
    Words rest = secret;
    for (int i = 0; i < parties - 1; i++) {
      Seed seed = Seed.random(random);
      pieces.add(new Piece.Seeded(seed));
      rest = switch (rest) {
        case RingTensor r -> r.sub((RingTensor) draw(seed, secret));
        case BitTensor b -> b.xor((BitTensor) draw(seed, secret));
      };
    }
    pieces.add(new Piece.Explicit(rest));
    return List.copyOf(pieces);
  }

  private static Words draw(Seed seed, Words like) {
    return switch (like) {
      case RingTensor r -> expandRing(seed, r.shape());
      case BitTensor b -> expandBits(seed, b.shape());
    };
  }

  public static RingTensor expandRing(Seed seed, Shape shape) {
    return RingTensor.of(shape, new Prg(seed).stream(0).next(shape.size()));
  }

  public static BitTensor expandBits(Seed seed, Shape shape) {
    return BitTensor.of(shape, new Prg(seed).stream(0).next(BitTensor.wordCount(shape.size())));
  }

  /** Adds all shares up. */
  public static RingTensor combineRing(List<RingTensor> shares) {
    return shares.stream().reduce(RingTensor::add).orElseThrow();
  }

  public static BitTensor combineBits(List<BitTensor> shares) {
    return shares.stream().reduce(BitTensor::xor).orElseThrow();
  }
}
