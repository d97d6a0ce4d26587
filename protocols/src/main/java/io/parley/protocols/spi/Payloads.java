package io.parley.protocols.spi;

import io.parley.crypto.AdditiveSharing;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Words;
import io.parley.plan.DType;
import io.parley.plan.TensorType;
import java.util.Arrays;
import java.util.List;

/** What sharings and releases do alike with the words that travel. */
public final class Payloads {
  private Payloads() {}

  /** The words of x, then those of y. */
  public static long[] concat(long[] x, long[] y) {
    long[] out = Arrays.copyOf(x, Math.addExact(x.length, y.length));
    System.arraycopy(y, 0, out, x.length, y.length);
    return out;
  }

  /** The secret whose additive shares these are: numbers added up, bits by exclusive or. */
  public static Words sum(TensorType type, List<long[]> shares) {
    return type.dtype() == DType.BIT
        ? AdditiveSharing.combineBits(shares.stream().map(p -> BitTensor.of(type.shape(), p)).toList())
        : AdditiveSharing.combineRing(shares.stream().map(p -> RingTensor.of(type.shape(), p)).toList());
  }
}
