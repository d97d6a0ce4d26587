package io.parley.crypto;

import static io.parley.crypto.Naive.words;

import java.math.BigInteger;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Elements of Z_2^128 as big integers: what the wide loops are held against. */
final class NaiveWide {
  static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);
  private static final long[] EDGES = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0xffff_ffffL, 1L << 32};

  private NaiveWide() {}

  /** Words of which about half are at the edges of their range. */
  static RingTensor edgy(Shape shape, long seed) {
    Random random = new Random(seed);
    return RingTensor.of(shape, IntStream.range(0, shape.size())
        .mapToLong(_ -> random.nextBoolean() ? random.nextLong() : EDGES[random.nextInt(EDGES.length)]).toArray());
  }

  static WideTensor edgyWide(Shape shape, long seed) {
    return WideTensor.of(edgy(shape, 2 * seed), edgy(shape, 2 * seed + 1));
  }

  static RingTensor allOnes(Shape shape) {
    return RingTensor.zeros(shape).add(-1);
  }

  static WideTensor allOnesWide(Shape shape) {
    return WideTensor.of(allOnes(shape), allOnes(shape));
  }

  static BigInteger value(long low) {
    return new BigInteger(Long.toUnsignedString(low));
  }

  static BigInteger value(Wide x) {
    return value(x.low()).add(value(x.high()).shiftLeft(64));
  }

  static BigInteger[] elements(RingTensor x) {
    return elements(WideTensor.ofUnsigned(x));
  }

  static BigInteger[] elements(WideTensor x) {
    long[] low = words(x.low());
    long[] high = words(x.high());
    return IntStream.range(0, low.length).mapToObj(i -> value(new Wide(low[i], high[i]))).toArray(BigInteger[]::new);
  }

  /** The tensor whose element at each index is given by the function, mod 2^128. */
  static BigInteger[] tabulate(Shape shape, Function<int[], BigInteger> element) {
    BigInteger[] out = new BigInteger[shape.size()];
    int[] strides = shape.strides();
    for (int o = 0; o < out.length; o++) {
      int[] index = new int[shape.rank()];
      for (int axis = 0; axis < index.length; axis++) {
        index[axis] = o / strides[axis] % shape.dim(axis);
      }
      out[o] = element.apply(index).mod(MODULUS);
    }
    return out;
  }

  /** The element at an index; zero outside of the tensor. */
  static BigInteger at(BigInteger[] x, Shape shape, int... index) {
    int o = 0;
    for (int axis = 0; axis < index.length; axis++) {
      if (index[axis] < 0 || index[axis] >= shape.dim(axis)) {
        return BigInteger.ZERO;
      }
      o = o * shape.dim(axis) + index[axis];
    }
    return x[o];
  }
}
