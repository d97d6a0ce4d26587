package io.parley.crypto;

/**
 * Matrix products and convolutions mod 2^128 out of those mod 2^64, which have the fast loops. With words x, y and
 * planes x', y' of high words,
 *
 * <pre>
 * (x + 2^64·x')·(y + 2^64·y') = x·y + 2^64·(x·y' + x'·y)     mod 2^128
 * </pre>
 *
 * where the terms in brackets are needed mod 2^64 only. For x·y the words are cut into limbs, x into two of 32 bits and
 * y into limbs of w = 32 − ⌈log2 K⌉ bits, K being the number of products in each sum: a sum of K products of limbs is
 * less than 2^64, so nothing is lost in computing it mod 2^64. The pairs of limbs that weigh 2^64 or more are together
 * one product mod 2^64 again. This makes 6 products for x·y if K ≤ 1024, and 7 if K ≤ 65536.
 */
final class WideBilinear {
  private static final RawAccess RAW = RawAccess.grant();

  private WideBilinear() {}

  static WideTensor apply(Bilinear map, RingTensor x, WideTensor y) {
    return whole(map, x, y.low()).addHigh(map.apply(x, y.high()));
  }

  static WideTensor apply(Bilinear map, WideTensor x, RingTensor y) {
    return whole(map, x.low(), y).addHigh(map.apply(x.high(), y));
  }

  static WideTensor apply(Bilinear map, WideTensor x, WideTensor y) {
    return apply(map, x.low(), y).addHigh(map.apply(x.high(), y.low()));
  }

  /** The map on zero-extended words, mod 2^128. */
  private static WideTensor whole(Bilinear map, RingTensor x, RingTensor y) {
    Shape to = map.shape(x.shape(), y.shape());
    int terms = Math.max(1, terms(map, x.shape(), y.shape()));
    int width = Integer.numberOfLeadingZeros(terms - 1);
    long[] low = new long[to.size()];
    long[] high = new long[to.size()];
    RingTensor x0 = limb(x, 0, 32);
    RingTensor x1 = limb(x, 32, 32);
    for (int at = 0; at < 64; at += width) {
      RingTensor limb = limb(y, at, width);
      WideKernels.addShifted(map.apply(x0, limb).words(RAW), at, low, high);
      if (at < 32) {
        WideKernels.addShifted(map.apply(x1, limb).words(RAW), at + 32, low, high);
      }
    }
    int top = (31 / width + 1) * width;
    RingTensor rest = map.apply(x1, limb(y, top, 64 - top)).shiftLeft(top - 32);
    return WideTensor.of(to, low, high).addHigh(rest);
  }

  private static RingTensor limb(RingTensor x, int from, int bits) {
    return RingTensor.of(x.shape(), WideKernels.limb(x.words(RAW), from, bits));
  }

  /** The number of products in each sum of the result. */
  private static int terms(Bilinear map, Shape x, Shape y) {
    return switch (map) {
      case Bilinear.Mul _ -> 1;
      case Bilinear.MatMul _ -> x.dim(-1);
      case Bilinear.Conv2d _ -> y.size() / Math.max(1, y.dim(0));
    };
  }
}
