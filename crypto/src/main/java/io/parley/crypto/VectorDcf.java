package io.parley.crypto;

import static jdk.incubator.vector.LongVector.SPECIES_512;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** The steps with vectors of 8 words, 4 elements at a time, and {@link PlainDcf} for the last ones. */
final class VectorDcf implements DcfSteps {
  /** Selections of lanes: the two words of each element exchanged, and its second word twice. */
  private static final LongVector EXCHANGED = lanes(1, 0, 3, 2, 5, 4, 7, 6);
  private static final LongVector SECOND = lanes(1, 1, 3, 3, 5, 5, 7, 7);
  private static final LongVector KEEP_FIRST = lanes(-1, 0, -1, 0, -1, 0, -1, 0);

  private static LongVector lanes(long... lanes) {
    return LongVector.fromArray(SPECIES_512, lanes, 0);
  }

  @Override
  public void descend(DcfBlock block, int level, long[] corrections, int at) {
    byte[] states = block.states;
    byte[] images = block.images;
    long[] paths = block.paths;
    byte[] sums = block.sums;
    int words = 2 * block.count & -8;
    for (int k = 0; k < words; k += 8) {
      LongVector u = load(states, 8 * k);
      LongVector t = signs(SECOND.selectFrom(u));
      LongVector x = signs(LongVector.fromArray(SPECIES_512, paths, k).lanewise(VectorOperators.LSHL, level));
      LongVector correction = LongVector.fromArray(SPECIES_512, corrections, at + k).and(t);
      LongVector child = xor(sigma(xor(xor(load(images, 8 * k), u), correction)), u.and(x));
      store(child, states, 8 * k);
      sums[k / 8] ^= (byte) xor(u, child).and(x.not()).compare(VectorOperators.LT, 0).toLong();
    }
    PlainDcf.descend(block, level, corrections, at, words / 2);
  }

  @Override
  public void extend(DcfBlock block, int level, long[] corrections, int at) {
    byte[] states = block.states;
    byte[] images = block.images;
    long[] paths = block.paths;
    int other = FixedKeyAes.BLOCK_BYTES * block.count;
    int words = 2 * block.count & -8;
    for (int k = 0; k < words; k += 8) {
      LongVector u = load(states, 8 * k);
      LongVector v = load(states, other + 8 * k);
      LongVector t = signs(SECOND.selectFrom(u));
      LongVector x = signs(LongVector.fromArray(SPECIES_512, paths, k).lanewise(VectorOperators.LSHL, level));
      LongVector difference = xor(u, v);
      LongVector hash = xor(load(images, 8 * k), u);
      LongVector correction = xor(xor(hash, xor(load(images, other + 8 * k), v)),
          inverseSigma(difference).and(x.not()));
      correction.intoArray(corrections, at + k);
      LongVector child = xor(sigma(xor(hash, correction.and(t))), u.and(x));
      store(child, states, 8 * k);
      store(xor(child, difference), states, other + 8 * k);
    }
    PlainDcf.extend(block, level, corrections, at, words / 2);
  }

  /** (lo, hi) becomes (lo ⊕ hi, lo). */
  private static LongVector sigma(LongVector s) {
    return xor(EXCHANGED.selectFrom(s), s.and(KEEP_FIRST));
  }

  /** (a, b) becomes (b, a ⊕ b). */
  private static LongVector inverseSigma(LongVector u) {
    return xor(EXCHANGED.selectFrom(u), u.and(KEEP_FIRST.not()));
  }

  /** All ones in the lanes that are negative. */
  private static LongVector signs(LongVector x) {
    return x.lanewise(VectorOperators.ASHR, 63);
  }

  private static LongVector xor(LongVector x, LongVector y) {
    return x.lanewise(VectorOperators.XOR, y);
  }

  private static LongVector load(byte[] bytes, int at) {
    return ByteVector.fromArray(ByteVector.SPECIES_512, bytes, at).reinterpretAsLongs();
  }

  private static void store(LongVector words, byte[] bytes, int at) {
    words.reinterpretAsBytes().intoArray(bytes, at);
  }
}
