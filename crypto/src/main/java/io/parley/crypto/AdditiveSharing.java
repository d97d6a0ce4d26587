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
    /** For a message. */
    long[] words(RawAccess access);

    /** The share is what {@link #expandRing} or {@link #expandBits} draws from the seed. */
    record Seeded(Seed seed) implements Piece {
      @Override
      public long[] words(RawAccess access) {
        return seed.words(access);
      }
    }

    /** The share itself. */
    record Explicit(Words share) implements Piece {
      @Override
      public long[] words(RawAccess access) {
        return share.words(access);
      }
    }
  }

  /** Splits a secret among {@code parties}; piece i is for party i. */
  public static List<Piece> split(Words secret, int parties, SecureRandom random) {
    if (parties < 1) {
      throw new IllegalArgumentException("A secret needs at least one party, not " + parties);
    }
    List<Piece> pieces = new ArrayList<>();
    long[] words = secret.words(RawAccess.grant());
    long[] rest = new long[words.length];
    for (int i = 0; i < parties - 1; i++) {
      Seed seed = Seed.random(random);
      pieces.add(new Piece.Seeded(seed));
      Prg.Stream stream = new Prg(seed).stream(0);
      switch (secret) {
        case RingTensor _ -> stream.addTo(rest, 0, rest.length);
        case BitTensor _ -> stream.xorInto(rest, 0, rest.length);
      }
    }
    pieces.add(new Piece.Explicit(switch (secret) {
      case RingTensor r -> {
        RingKernels.get().sub(words, rest, rest);
        yield RingTensor.of(r.shape(), rest);
      }
      case BitTensor b -> {
        RingKernels.get().xor(words, rest, rest);
        yield BitTensor.of(b.shape(), rest);
      }
    }));
    return List.copyOf(pieces);
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
