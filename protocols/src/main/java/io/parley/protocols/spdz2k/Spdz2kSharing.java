package io.parley.protocols.spdz2k;

import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingKernels;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.WideTensor;
import io.parley.crypto.Words;
import io.parley.plan.DType;
import io.parley.plan.TensorType;
import io.parley.protocols.spi.ClientScope;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Sharing;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The owner of an input publishes it minus a mask that it has in common with the provider. The receiver of an output gets
 * the parties' shares of it and of its MAC, and checks with the keys that it has in common with the provider.
 */
final class Spdz2kSharing implements Sharing {
  private static final RawAccess RAW = RawAccess.grant();

  @Override
  public List<long[]> split(Words secret, ClientScope scope) {
    long[] words = secret.words(RAW);
    long[] masked = new long[words.length];
    long[] mask = scope.tape(words.length);
    switch (secret) {
      case RingTensor _ -> RingKernels.get().sub(words, mask, masked);
      case BitTensor _ -> RingKernels.get().xor(words, mask, masked);
    }
    return Collections.nCopies(scope.roles().parties(), masked);
  }

  @Override
  public int payloadWords(TensorType type, int parties, int party) {
    return type.words();
  }

  @Override
  public Words combine(TensorType type, List<long[]> payloads, ClientScope scope) {
    MacKeys keys = MacKeys.ofClient(scope);
    return type.dtype() == DType.BIT
        ? bits(type.shape(), payloads, keys)
        : numbers(type.shape(), payloads, keys);
  }

  private static RingTensor numbers(Shape shape, List<long[]> payloads, MacKeys keys) {
    int words = 2 * shape.size();
    WideTensor value = WideTensor.zeros(shape);
    WideTensor mac = WideTensor.zeros(shape);
    for (long[] payload : payloads) {
      value = value.add(WideTensor.ofWords(shape, Arrays.copyOf(payload, words)));
      mac = mac.add(WideTensor.ofWords(shape, Arrays.copyOfRange(payload, words, 2 * words)));
    }
    judge(mac.sub(value.mul(keys.alpha())).words(RAW));
    return value.low();
  }

  private static BitTensor bits(Shape shape, List<long[]> payloads, MacKeys keys) {
    int words = BitTensor.wordCount(shape.size());
    long[] sum = new long[words + shape.size()];
    for (long[] payload : payloads) {
      RingKernels.get().xor(sum, payload, sum);
    }
    long[] bits = Arrays.copyOf(sum, words);
    long[] wrong = Masks.of(bits, shape.size(), 1);
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] = (wrong[i] & keys.delta()) ^ sum[words + i];
    }
    judge(wrong);
    return BitTensor.of(shape, bits);
  }

  private static void judge(long[] zeros) {
    if (Arrays.stream(zeros).reduce(0, (x, y) -> x | y) != 0) {
      throw new PeerFaultException(-1, "An output does not match its MAC: a party tampered with it. It is not shown");
    }
  }

  @Override
  public int releasedWords(TensorType type, int parties, int party) {
    return type.dtype() == DType.BIT ? type.words() + type.shape().size() : 4 * type.words();
  }
}
