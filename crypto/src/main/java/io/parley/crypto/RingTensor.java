package io.parley.crypto;

/**
 * A tensor over Z_2^64, flat and row-major. Immutable by contract: an array that is handed over is never written again.
 * {@link #toString} shows the shape only, since the words may be a secret share.
 */
public final class RingTensor implements Words {
  private final Shape shape;
  private final long[] words;

  private RingTensor(Shape shape, long[] words) {
    if (words.length != shape.size()) {
      throw new IllegalArgumentException(
          "Shape " + shape + " needs " + shape.size() + " words, but " + words.length + " were given");
    }
    this.shape = shape;
    this.words = words;
  }

  /** Wraps the words; the array is handed over. */
  public static RingTensor of(Shape shape, long... words) {
    return new RingTensor(shape, words);
  }

  public static RingTensor zeros(Shape shape) {
    return new RingTensor(shape, new long[shape.size()]);
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public long[] words(RawAccess access) {
    return words;
  }

  /** The same words under another shape of equal size. */
  public RingTensor reshape(Shape to) {
    return new RingTensor(to, words);
  }

  public RingTensor add(RingTensor y) {
    long[] out = new long[same(y)];
    RingKernels.get().add(words, y.words, out);
    return new RingTensor(shape, out);
  }

  public RingTensor sub(RingTensor y) {
    long[] out = new long[same(y)];
    RingKernels.get().sub(words, y.words, out);
    return new RingTensor(shape, out);
  }

  /** The elementwise product. */
  public RingTensor mul(RingTensor y) {
    long[] out = new long[same(y)];
    RingKernels.get().mul(words, y.words, out);
    return new RingTensor(shape, out);
  }

  public RingTensor negate() {
    return mul(-1);
  }

  public RingTensor mul(long scalar) {
    long[] out = new long[words.length];
    RingKernels.get().mulScalar(words, scalar, out);
    return new RingTensor(shape, out);
  }

  public RingTensor add(long scalar) {
    long[] out = new long[words.length];
    RingKernels.get().addScalar(words, scalar, out);
    return new RingTensor(shape, out);
  }

  public RingTensor shiftLeft(int bits) {
    return mul(1L << bits);
  }

  private int same(RingTensor y) {
    if (!shape.equals(y.shape)) {
      throw new IllegalArgumentException("Shapes differ: " + shape + " and " + y.shape);
    }
    return words.length;
  }

  @Override
  public String toString() {
    return "RingTensor" + shape;
  }
}
