package io.parley.crypto;

import java.util.Random;
import java.util.function.ToLongFunction;

/** Tensors by index, one element at a time: what the fast loops are held against. */
final class Naive {
  private Naive() {}

  static RingTensor random(Shape shape, long seed) {
    return RingTensor.of(shape, new Random(seed).longs(shape.size()).toArray());
  }

  /** The tensor whose element at each index is given by the function. */
  static RingTensor tabulate(Shape shape, ToLongFunction<int[]> element) {
    long[] out = new long[shape.size()];
    int[] index = new int[shape.rank()];
    for (int o = 0; o < out.length; o++) {
      int rest = o;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        index[axis] = rest % shape.dim(axis);
        rest /= shape.dim(axis);
      }
      out[o] = element.applyAsLong(index.clone());
    }
    return RingTensor.of(shape, out);
  }

  /** The element at an index; zero outside of the tensor. */
  static long at(RingTensor x, int... index) {
    int o = 0;
    for (int axis = 0; axis < index.length; axis++) {
      if (index[axis] < 0 || index[axis] >= x.shape().dim(axis)) {
        return 0;
      }
      o = o * x.shape().dim(axis) + index[axis];
    }
    return words(x)[o];
  }

  static long[] words(RingTensor x) {
    return x.words(RawAccess.grant());
  }
}
