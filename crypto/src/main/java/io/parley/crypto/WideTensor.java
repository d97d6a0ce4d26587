package io.parley.crypto;

import java.util.Arrays;
import java.util.Objects;

/**
 * A tensor over Z_2^128, flat and row-major: a plane of low words and one of high words, an element being
 * low + 2^64·high. Immutable by contract: an array that is handed over is never written again. {@link #toString} shows
 * the shape only, since the words may be a secret share. No operation branches on an element.
 */
public final class WideTensor {
  private static final RawAccess RAW = RawAccess.grant();
  private final Shape shape;
  private final long[] low;
  private final long[] high;

  private WideTensor(Shape shape, long[] low, long[] high) {
    if (low.length != shape.size() || high.length != shape.size()) {
      throw new IllegalArgumentException("Shape " + shape + " needs " + shape.size() + " low and high words, but "
          + low.length + " and " + high.length + " were given");
    }
    this.shape = shape;
    this.low = low;
    this.high = high;
  }

  /** Wraps the planes; the arrays are handed over. */
  public static WideTensor of(Shape shape, long[] low, long[] high) {
    return new WideTensor(shape, low, high);
  }

  /** low + 2^64·high, of equal shapes; the words are not copied. */
  public static WideTensor of(RingTensor low, RingTensor high) {
    same(low.shape(), high.shape());
    return new WideTensor(low.shape(), low.words(RAW), high.words(RAW));
  }

  /** The zero-extended elements. */
  public static WideTensor ofUnsigned(RingTensor low) {
    return of(low, RingTensor.zeros(low.shape()));
  }

  /** The tensor whose {@link #words} these are. */
  public static WideTensor ofWords(Shape shape, long[] words) {
    if (words.length != 2L * shape.size()) {
      throw new IllegalArgumentException(
          "Shape " + shape + " needs twice " + shape.size() + " words, but " + words.length + " were given");
    }
    return new WideTensor(shape, Arrays.copyOf(words, shape.size()),
        Arrays.copyOfRange(words, shape.size(), words.length));
  }

  public static WideTensor zeros(Shape shape) {
    return new WideTensor(shape, new long[shape.size()], new long[shape.size()]);
  }

  /** Uniform elements: draws the low plane, and then the high one. */
  public static WideTensor random(Prg.Stream stream, Shape shape) {
    long[] low = stream.next(shape.size());
    return new WideTensor(shape, low, stream.next(shape.size()));
  }

  public Shape shape() {
    return shape;
  }

  /** The elements mod 2^64; the words are not copied. */
  public RingTensor low() {
    return RingTensor.of(shape, low);
  }

  /** The elements divided by 2^64, rounded down; the words are not copied. */
  public RingTensor high() {
    return RingTensor.of(shape, high);
  }

  /** A copy of the low plane and then the high one, for a message. */
  public long[] words(RawAccess access) {
    Objects.requireNonNull(access);
    long[] words = Arrays.copyOf(low, Math.multiplyExact(2, low.length));
    System.arraycopy(high, 0, words, low.length, high.length);
    return words;
  }

  /** The same elements under another shape of equal size. */
  public WideTensor reshape(Shape to) {
    return new WideTensor(to, low, high);
  }

  public WideTensor add(WideTensor y) {
    same(shape, y.shape);
    WideTensor out = zeros(shape);
    WideKernels.add(low, high, y.low, y.high, out.low, out.high);
    return out;
  }

  public WideTensor sub(WideTensor y) {
    same(shape, y.shape);
    WideTensor out = zeros(shape);
    WideKernels.sub(low, high, y.low, y.high, out.low, out.high);
    return out;
  }

  /** Adds y zero-extended. */
  public WideTensor add(RingTensor y) {
    same(shape, y.shape());
    WideTensor out = zeros(shape);
    WideKernels.addUnsigned(low, high, y.words(RAW), out.low, out.high);
    return out;
  }

  /** Subtracts y zero-extended. */
  public WideTensor sub(RingTensor y) {
    same(shape, y.shape());
    WideTensor out = zeros(shape);
    WideKernels.subUnsigned(low, high, y.words(RAW), out.low, out.high);
    return out;
  }

  /** Adds 2^64·y. */
  public WideTensor addHigh(RingTensor y) {
    return of(low(), high().add(y));
  }

  public WideTensor negate() {
    WideTensor out = zeros(shape);
    WideKernels.negate(low, high, out.low, out.high);
    return out;
  }

  /** The product with 2^bits, for 0 ≤ bits < 128. */
  public WideTensor shiftLeft(int bits) {
    Objects.checkIndex(bits, 128);
    if (bits >= 64) {
      return of(RingTensor.zeros(shape), low().shiftLeft(bits - 64));
    }
    WideTensor out = zeros(shape);
    WideKernels.shiftLeft(low, high, bits, out.low, out.high);
    return out;
  }

  /** The product with an unsigned scalar. */
  public WideTensor mul(long scalar) {
    return mul(Wide.ofUnsigned(scalar));
  }

  public WideTensor mul(Wide scalar) {
    WideTensor out = zeros(shape);
    WideKernels.mulScalar(low, high, scalar, out.low, out.high);
    return out;
  }

  /** The elementwise product with y zero-extended. */
  public WideTensor mul(RingTensor y) {
    same(shape, y.shape());
    WideTensor out = zeros(shape);
    WideKernels.mulUnsigned(low, high, y.words(RAW), out.low, out.high);
    return out;
  }

  /** The elementwise product. */
  public WideTensor mul(WideTensor y) {
    same(shape, y.shape);
    WideTensor out = zeros(shape);
    WideKernels.mul(low, high, y.low, y.high, out.low, out.high);
    return out;
  }

  /** Σ c_{from + j}·v_j over all elements v_j in order, for unsigned coefficients c. */
  public Wide inner(long[] coefficients, int from) {
    Objects.checkFromIndexSize(from, low.length, coefficients.length);
    return WideKernels.inner(coefficients, from, low, high);
  }

  private static void same(Shape x, Shape y) {
    if (!x.equals(y)) {
      throw new IllegalArgumentException("Shapes differ: " + x + " and " + y);
    }
  }

  @Override
  public String toString() {
    return "WideTensor" + shape;
  }
}
