package io.parley.protocols.securenn;

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
import java.util.List;

/** Shares over Z_L on their way: a seed of 4 words for P_0, a word for each number or bit for P_1, nothing for P_2. */
final class SecureNnSharing implements Sharing {
  private static final RawAccess RAW = RawAccess.grant();

  @Override
  public List<long[]> split(Words secret, ClientScope scope) {
    RingTensor numbers = switch (secret) {
      case RingTensor r -> r;
      case BitTensor b -> b.unpack();
    };
    Seed seed = Seed.random(scope.random());
    RingTensor rest = numbers.sub(AdditiveSharing.expandRing(seed, numbers.shape()));
    return List.of(seed.words(RAW), rest.words(RAW), new long[0]);
  }

  @Override
  public int payloadWords(TensorType type, int parties, int party) {
    return party == 0 ? Seed.WORDS : releasedWords(type, parties, party);
  }

  @Override
  public Words combine(TensorType type, List<long[]> payloads, ClientScope scope) {
    RingTensor sum = RingTensor.of(type.shape(), payloads.get(0)).add(RingTensor.of(type.shape(), payloads.get(1)));
    return type.dtype() == DType.BIT ? BitTensor.pack(sum) : sum;
  }

  @Override
  public int releasedWords(TensorType type, int parties, int party) {
    return party == SecureNnProtocol.HELPER ? 0 : type.shape().size();
  }

  /** P_j's share, from its payload. */
  static RingTensor share(int j, Shape shape, long[] payload) {
    return j == 0 ? AdditiveSharing.expandRing(Seed.ofWords(payload), shape) : RingTensor.of(shape, payload);
  }
}
