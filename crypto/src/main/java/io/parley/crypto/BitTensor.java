package io.parley.crypto;

/**
 * A tensor of bits, 64 elements to a word: element i is bit {@code i & 63} of word {@code i >> 6}. The bits beyond the
 * last element are unspecified and never read. {@link #toString} shows the shape only.
 */
public final class BitTensor implements Words {
  private final Shape shape;
  private final long[] words;

  private BitTensor(Shape shape, long[] words) {
    if (words.length != wordCount(shape.size())) {
      throw new IllegalArgumentException(
          "Shape " + shape + " needs " + wordCount(shape.size()) + " words, but " + words.length + " were given");
    }
    this.shape = shape;
    this.words = words;
  }

  /** Wraps the words; the array is handed over. */
  public static BitTensor of(Shape shape, long... words) {
    return new BitTensor(shape, words);
  }

  /** Words that hold {@code bits} bits. */
  public static int wordCount(int bits) {
    return (bits + 63) >>> 6;
  }

  /** Packs the lowest bit of each element. */
  public static BitTensor pack(RingTensor bits) {
    return pack(bits, 0);
  }

  /** Packs the highest bit of each element: whether it is negative in two's complement. */
  public static BitTensor signs(RingTensor values) {
    return pack(values, 63);
  }

  /** Packs one bit of each element. */
  public static BitTensor pack(RingTensor values, int bit) {
    if (bit < 0 || bit > 63) {
      throw new IllegalArgumentException("A word has bits 0..63, not " + bit);
    }
    long[] out = new long[wordCount(values.shape().size())];
    RingKernels.get().pack(values.words(RawAccess.grant()), bit, out);
    return new BitTensor(values.shape(), out);
  }

  /** Each bit as a ring element 0 or 1. */
  public RingTensor unpack() {
    long[] out = new long[shape.size()];
    RingKernels.get().unpack(words, out);
    return RingTensor.of(shape, out);
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public long[] words(RawAccess access) {
    return words;
  }

  public BitTensor reshape(Shape to) {
    return new BitTensor(to, words);
  }

  public BitTensor xor(BitTensor y) {
    long[] out = new long[same(y)];
    RingKernels.get().xor(words, y.words, out);
    return new BitTensor(shape, out);
  }

  public BitTensor and(BitTensor y) {
    long[] out = new long[same(y)];
    RingKernels.get().and(words, y.words, out);
    return new BitTensor(shape, out);
  }

  public BitTensor not() {
    long[] out = new long[words.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = ~words[i];
    }
    return new BitTensor(shape, out);
  }

  private int same(BitTensor y) {
    if (!shape.equals(y.shape)) {
      throw new IllegalArgumentException("Shapes differ: " + shape + " and " + y.shape);
    }
    return words.length;
  }

  @Override
  public String toString() {
    return "BitTensor" + shape;
  }
}
