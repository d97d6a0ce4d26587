package io.parley.protocols.beaver;

import io.parley.crypto.AdditiveSharing;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Seed;
import io.parley.crypto.Shape;
import io.parley.crypto.Words;
import io.parley.plan.DType;
import io.parley.plan.TensorType;
import io.parley.protocols.spi.ClientScope;
import io.parley.protocols.spi.Sharing;
import java.util.ArrayList;
import java.util.List;

/** Additive shares on their way: a seed of 4 words for each party but the last, which gets its share in full. */
final class AdditiveScheme implements Sharing {
  private static final RawAccess RAW = RawAccess.grant();

  @Override
  public List<long[]> split(Words secret, ClientScope scope) {
    List<long[]> payloads = new ArrayList<>();
    for (AdditiveSharing.Piece piece : AdditiveSharing.split(secret, scope.roles().parties(), scope.random())) {
      payloads.add(switch (piece) {
        case AdditiveSharing.Piece.Seeded(Seed seed) -> seed.words(RAW);
        case AdditiveSharing.Piece.Explicit(Words share) -> share.words(RAW);
      });
    }
    return payloads;
  }

  @Override
  public int payloadWords(TensorType type, int parties, int party) {
    return party < parties - 1 ? Seed.WORDS : type.words();
  }

  @Override
  public Words combine(TensorType type, List<long[]> payloads, ClientScope scope) {
    return type.dtype() == DType.BIT
        ? AdditiveSharing.combineBits(payloads.stream().map(p -> BitTensor.of(type.shape(), p)).toList())
        : AdditiveSharing.combineRing(payloads.stream().map(p -> RingTensor.of(type.shape(), p)).toList());
  }

  @Override
  public int releasedWords(TensorType type, int parties, int party) {
    return type.words();
  }

  /** A party's share of a tensor of numbers, from its payload. */
  static RingTensor number(Shape shape, long[] payload, boolean seeded) {
    return seeded ? AdditiveSharing.expandRing(Seed.ofWords(payload), shape) : RingTensor.of(shape, payload);
  }

  static BitTensor bits(Shape shape, long[] payload, boolean seeded) {
    return seeded ? AdditiveSharing.expandBits(Seed.ofWords(payload), shape) : BitTensor.of(shape, payload);
  }
}
