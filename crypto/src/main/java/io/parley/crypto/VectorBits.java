package io.parley.crypto;

import static jdk.incubator.vector.LongVector.SPECIES_512;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Rearrangements of bits with vectors of 8 words. A lane is one block of 64 elements, so that 8 transpositions of 64×64
 * bits run side by side and every plane is written 8 words at a time:
 *
 * <pre>
 * words, 8 blocks × 64 rows --lanes--> 64 rows × 8 blocks --stages 4 2 1, 32 16 8--> 64 planes × 8 blocks
 * </pre>
 *
 * The methods handle what fills whole groups and say where they stopped; {@link PlainBits} does the rest.
 */
final class VectorBits {
  private static final int GROUP = 512;
  /** Two-vector selections that exchange lane bit 1, 2, 4 between a pair of vectors. */
  private static final LongVector LOW_1 = select(0, 8, 2, 10, 4, 12, 6, 14);
  private static final LongVector HIGH_1 = select(1, 9, 3, 11, 5, 13, 7, 15);
  private static final LongVector LOW_2 = select(0, 1, 8, 9, 4, 5, 12, 13);
  private static final LongVector HIGH_2 = select(2, 3, 10, 11, 6, 7, 14, 15);
  private static final LongVector LOW_4 = select(0, 1, 2, 3, 8, 9, 10, 11);
  private static final LongVector HIGH_4 = select(4, 5, 6, 7, 12, 13, 14, 15);
  private static final LongVector LANE = select(0, 1, 2, 3, 4, 5, 6, 7);

  private VectorBits() {}

  private static LongVector select(long... lanes) {
    return LongVector.fromArray(SPECIES_512, lanes, 0);
  }

  /** Slices all full groups; returns the first block that is left. */
  static int slice(long[] words, long[] planes) {
    int w = BitTensor.wordCount(words.length);
    long[] rows = new long[GROUP];
    int b = 0;
    for (; 64 * b + GROUP <= words.length; b += 8) {
      for (int i = 0; i < 64; i += 8) {
        lanes(words, 64 * b + i, 64, rows, 8 * i, 8);
      }
      for (int i = 0; i < 64; i += 8) {
        stages(3, rows, 8 * i, 8, rows, 8 * i, 8);
      }
      for (int i = 0; i < 8; i++) {
        stages(0, rows, 8 * i, 64, planes, i * w + b, 8 * w);
      }
    }
    return b;
  }

  /** Joins all full groups; returns the first block that is left. */
  static int join(long[] planes, long[] words) {
    int w = BitTensor.wordCount(words.length);
    long[] rows = new long[GROUP];
    int b = 0;
    for (; 64 * b + GROUP <= words.length; b += 8) {
      for (int i = 0; i < 8; i++) {
        stages(0, planes, i * w + b, 8 * w, rows, 8 * i, 64);
      }
      for (int i = 0; i < 64; i += 8) {
        stages(3, rows, 8 * i, 8, rows, 8 * i, 8);
      }
      for (int i = 0; i < 64; i += 8) {
        lanes(rows, 8 * i, 8, words, 64 * b + i, 64);
      }
    }
    return b;
  }

  /** Packs bit {@code bit} of whole runs of 64 words; returns the first word of out that is left. */
  static int pack(long[] in, int bit, long[] out) {
    int o = 0;
    for (; 64 * o + 64 <= in.length; o++) {
      long word = 0;
      for (int i = 0; i < 64; i += 8) {
        word |= LongVector.fromArray(SPECIES_512, in, 64 * o + i).lanewise(VectorOperators.LSHL, 63 - bit)
            .compare(VectorOperators.LT, 0).toLong() << i;
      }
      out[o] = word;
    }
    return o;
  }

  /** Unpacks whole words; returns the first word of bits that is left. */
  static int unpack(long[] bits, long[] out) {
    int o = 0;
    for (; 64 * o + 64 <= out.length; o++) {
      LongVector word = LongVector.broadcast(SPECIES_512, bits[o]).lanewise(VectorOperators.LSHR, LANE);
      for (int i = 0; i < 64; i += 8) {
        word.lanewise(VectorOperators.LSHR, i).and(1).intoArray(out, 64 * o + i);
      }
    }
    return o;
  }

  /** Transposes 8×8 words; rows are {@code inStep} and {@code outStep} words apart. */
  private static void lanes(long[] in, int from, int inStep, long[] out, int to, int outStep) {
    LongVector a0 = LongVector.fromArray(SPECIES_512, in, from);
    LongVector a1 = LongVector.fromArray(SPECIES_512, in, from + inStep);
    LongVector a2 = LongVector.fromArray(SPECIES_512, in, from + 2 * inStep);
    LongVector a3 = LongVector.fromArray(SPECIES_512, in, from + 3 * inStep);
    LongVector a4 = LongVector.fromArray(SPECIES_512, in, from + 4 * inStep);
    LongVector a5 = LongVector.fromArray(SPECIES_512, in, from + 5 * inStep);
    LongVector a6 = LongVector.fromArray(SPECIES_512, in, from + 6 * inStep);
    LongVector a7 = LongVector.fromArray(SPECIES_512, in, from + 7 * inStep);
    LongVector b0 = LOW_1.selectFrom(a0, a1);
    LongVector b1 = HIGH_1.selectFrom(a0, a1);
    LongVector b2 = LOW_1.selectFrom(a2, a3);
    LongVector b3 = HIGH_1.selectFrom(a2, a3);
    LongVector b4 = LOW_1.selectFrom(a4, a5);
    LongVector b5 = HIGH_1.selectFrom(a4, a5);
    LongVector b6 = LOW_1.selectFrom(a6, a7);
    LongVector b7 = HIGH_1.selectFrom(a6, a7);
    LongVector c0 = LOW_2.selectFrom(b0, b2);
    LongVector c2 = HIGH_2.selectFrom(b0, b2);
    LongVector c1 = LOW_2.selectFrom(b1, b3);
    LongVector c3 = HIGH_2.selectFrom(b1, b3);
    LongVector c4 = LOW_2.selectFrom(b4, b6);
    LongVector c6 = HIGH_2.selectFrom(b4, b6);
    LongVector c5 = LOW_2.selectFrom(b5, b7);
    LongVector c7 = HIGH_2.selectFrom(b5, b7);
    LongVector d0 = LOW_4.selectFrom(c0, c4);
    LongVector d4 = HIGH_4.selectFrom(c0, c4);
    LongVector d1 = LOW_4.selectFrom(c1, c5);
    LongVector d5 = HIGH_4.selectFrom(c1, c5);
    LongVector d2 = LOW_4.selectFrom(c2, c6);
    LongVector d6 = HIGH_4.selectFrom(c2, c6);
    LongVector d3 = LOW_4.selectFrom(c3, c7);
    LongVector d7 = HIGH_4.selectFrom(c3, c7);
    d0.intoArray(out, to);
    d1.intoArray(out, to + outStep);
    d2.intoArray(out, to + 2 * outStep);
    d3.intoArray(out, to + 3 * outStep);
    d4.intoArray(out, to + 4 * outStep);
    d5.intoArray(out, to + 5 * outStep);
    d6.intoArray(out, to + 6 * outStep);
    d7.intoArray(out, to + 7 * outStep);
  }

  /** Three stages of the transposition of bits, from {@code stage} on, on 8 rows. */
  private static void stages(int stage, long[] in, int from, int inStep, long[] out, int to, int outStep) {
    LongVector a0 = LongVector.fromArray(SPECIES_512, in, from);
    LongVector a1 = LongVector.fromArray(SPECIES_512, in, from + inStep);
    LongVector a2 = LongVector.fromArray(SPECIES_512, in, from + 2 * inStep);
    LongVector a3 = LongVector.fromArray(SPECIES_512, in, from + 3 * inStep);
    LongVector a4 = LongVector.fromArray(SPECIES_512, in, from + 4 * inStep);
    LongVector a5 = LongVector.fromArray(SPECIES_512, in, from + 5 * inStep);
    LongVector a6 = LongVector.fromArray(SPECIES_512, in, from + 6 * inStep);
    LongVector a7 = LongVector.fromArray(SPECIES_512, in, from + 7 * inStep);
    LongVector t;
    int shift4 = PlainBits.SHIFTS[stage];
    long mask4 = PlainBits.MASKS[stage];
    t = a0.lanewise(VectorOperators.LSHR, shift4).lanewise(VectorOperators.XOR, a4).and(mask4);
    a4 = a4.lanewise(VectorOperators.XOR, t);
    a0 = a0.lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.LSHL, shift4));
    t = a1.lanewise(VectorOperators.LSHR, shift4).lanewise(VectorOperators.XOR, a5).and(mask4);
    a5 = a5.lanewise(VectorOperators.XOR, t);
    a1 = a1.lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.LSHL, shift4));
    t = a2.lanewise(VectorOperators.LSHR, shift4).lanewise(VectorOperators.XOR, a6).and(mask4);
    a6 = a6.lanewise(VectorOperators.XOR, t);
    a2 = a2.lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.LSHL, shift4));
    t = a3.lanewise(VectorOperators.LSHR, shift4).lanewise(VectorOperators.XOR, a7).and(mask4);
    a7 = a7.lanewise(VectorOperators.XOR, t);
    a3 = a3.lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.LSHL, shift4));
    int shift2 = PlainBits.SHIFTS[stage + 1];
    long mask2 = PlainBits.MASKS[stage + 1];
    t = a0.lanewise(VectorOperators.LSHR, shift2).lanewise(VectorOperators.XOR, a2).and(mask2);
    a2 = a2.lanewise(VectorOperators.XOR, t);
    a0 = a0.lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.LSHL, shift2));
    t = a1.lanewise(VectorOperators.LSHR, shift2).lanewise(VectorOperators.XOR, a3).and(mask2);
    a3 = a3.lanewise(VectorOperators.XOR, t);
    a1 = a1.lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.LSHL, shift2));
    t = a4.lanewise(VectorOperators.LSHR, shift2).lanewise(VectorOperators.XOR, a6).and(mask2);
    a6 = a6.lanewise(VectorOperators.XOR, t);
    a4 = a4.lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.LSHL, shift2));
    t = a5.lanewise(VectorOperators.LSHR, shift2).lanewise(VectorOperators.XOR, a7).and(mask2);
    a7 = a7.lanewise(VectorOperators.XOR, t);
    a5 = a5.lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.LSHL, shift2));
    int shift1 = PlainBits.SHIFTS[stage + 2];
    long mask1 = PlainBits.MASKS[stage + 2];
    t = a0.lanewise(VectorOperators.LSHR, shift1).lanewise(VectorOperators.XOR, a1).and(mask1);
    a1 = a1.lanewise(VectorOperators.XOR, t);
    a0 = a0.lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.LSHL, shift1));
    t = a2.lanewise(VectorOperators.LSHR, shift1).lanewise(VectorOperators.XOR, a3).and(mask1);
    a3 = a3.lanewise(VectorOperators.XOR, t);
    a2 = a2.lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.LSHL, shift1));
    t = a4.lanewise(VectorOperators.LSHR, shift1).lanewise(VectorOperators.XOR, a5).and(mask1);
    a5 = a5.lanewise(VectorOperators.XOR, t);
    a4 = a4.lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.LSHL, shift1));
    t = a6.lanewise(VectorOperators.LSHR, shift1).lanewise(VectorOperators.XOR, a7).and(mask1);
    a7 = a7.lanewise(VectorOperators.XOR, t);
    a6 = a6.lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.LSHL, shift1));
    a0.intoArray(out, to);
    a1.intoArray(out, to + outStep);
    a2.intoArray(out, to + 2 * outStep);
    a3.intoArray(out, to + 3 * outStep);
    a4.intoArray(out, to + 4 * outStep);
    a5.intoArray(out, to + 5 * outStep);
    a6.intoArray(out, to + 6 * outStep);
    a7.intoArray(out, to + 7 * outStep);
  }
}
