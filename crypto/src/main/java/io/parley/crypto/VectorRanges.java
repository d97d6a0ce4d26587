package io.parley.crypto;

import static io.parley.crypto.VectorTile.LANES;
import static io.parley.crypto.VectorTile.SPECIES;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.LongVector;

/**
 * The elementwise loops over ranges that begin anywhere, for {@link VectorKernels}. C2 does not make vector instructions
 * of such loops by itself, since for all it knows a range that is written might lie shifted over one that is read. Each
 * does what fills whole vectors and says where it stopped.
 */
final class VectorRanges {
  private VectorRanges() {}

  private static LongVector load(long[] words, int from) {
    return LongVector.fromArray(SPECIES, words, from);
  }

  static int add(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      load(x, xFrom + i).add(load(y, yFrom + i)).intoArray(out, outFrom + i);
    }
    return i;
  }

  static int sub(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      load(x, xFrom + i).sub(load(y, yFrom + i)).intoArray(out, outFrom + i);
    }
    return i;
  }

  static int mul(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      load(x, xFrom + i).mul(load(y, yFrom + i)).intoArray(out, outFrom + i);
    }
    return i;
  }

  static int mulAdd(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      load(out, outFrom + i).add(load(x, xFrom + i).mul(load(y, yFrom + i))).intoArray(out, outFrom + i);
    }
    return i;
  }

  static int xor(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      load(x, xFrom + i).lanewise(XOR, load(y, yFrom + i)).intoArray(out, outFrom + i);
    }
    return i;
  }

  static int and(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      load(x, xFrom + i).and(load(y, yFrom + i)).intoArray(out, outFrom + i);
    }
    return i;
  }

  static int xorAnd(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      load(out, outFrom + i).lanewise(XOR, load(x, xFrom + i).and(load(y, yFrom + i))).intoArray(out, outFrom + i);
    }
    return i;
  }

  static int fold(long[] e, int eFrom, long[] a, int aFrom, long[] b, int bFrom, long[] out, int outFrom, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      load(e, eFrom + i).and(load(a, aFrom + i)).lanewise(XOR, load(b, bFrom + i)).intoArray(out, outFrom + i);
    }
    return i;
  }
}
