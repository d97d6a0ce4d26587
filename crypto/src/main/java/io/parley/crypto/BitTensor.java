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
    long[] in = bits.words(RawAccess.grant());
    long[] out = new long[wordCount(in.length)];
    for (int i = 0; i < in.length; i++) {
      out[i >> 6] |= (in[i] & 1) << i;
    }
    return new BitTensor(bits.shape(), out);
  }

  /** Each bit as a ring element 0 or 1. */
  public RingTensor unpack() {
    long[] out = new long[shape.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (words[i >> 6] >>> i) & 1;
    }
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
    long[] out = new long[words.length];
    RingKernels.get().xor(words, y.words, out);
    return new BitTensor(shape, out);
  }

  public BitTensor and(BitTensor y) {
    long[] out = new long[words.length];
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

  @Override
  public String toString() {
    return "BitTensor" + shape;
  }
}
