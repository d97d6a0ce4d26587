package io.parley.protocols.beaver;

import io.parley.crypto.AdditiveSharing;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Seed;
import io.parley.crypto.Shape;
import io.parley.crypto.Words;
import io.parley.plan.TensorType;
import io.parley.protocols.spi.ClientScope;
import io.parley.protocols.spi.Payloads;
import io.parley.protocols.spi.Sharing;
import java.util.List;

/** Additive shares on their way: a seed of 4 words for each party but the last, which gets its share in full. */
final class BeaverSharing implements Sharing {
  private static final RawAccess RAW = RawAccess.grant();

  @Override
  public List<long[]> split(Words secret, ClientScope scope) {
    return AdditiveSharing.split(secret, scope.roles().parties(), scope.random()).stream().map(p -> p.words(RAW))
        .toList();
  }

  @Override
  public int payloadWords(TensorType type, int parties, int party) {
    return party < parties - 1 ? Seed.WORDS : type.words();
  }

  @Override
  public Words combine(TensorType type, List<long[]> payloads, ClientScope scope) {
    return Payloads.sum(type, payloads);
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
