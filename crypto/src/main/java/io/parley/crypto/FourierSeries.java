package io.parley.crypto;

import java.util.List;

/**
 * Σ a_k·cos(2πkx/P) + b_k·sin(2πkx/P) for k = 0 … n and P = 2^periodBits. With V = cos(2πkλ/P), sin(2πkλ/P), two words
 * for each k &gt; 0, angles need no comparison, since they wrap just as words do.
 *
 * @param cosines a_0 … a_n
 * @param sines b_0 … b_n; b_0 means nothing and is 0
 */
public record FourierSeries(int argumentBits, int periodBits, int resultBits, List<Double> cosines,
    List<Double> sines) implements Separable {
  private static final int MOST_HARMONICS = 64;
  private static final int MOST_BITS = 60;
  private static final int MOST_LOW_BITS = 62;
  private static final double MOST = 1 << 20;
  /** Elements that are worked on together, so that what they need stays near. */
  private static final int BLOCK = 512;
  private static final double WHOLE = 0x1p-53;

  public FourierSeries {
    cosines = List.copyOf(cosines);
    sines = List.copyOf(sines);
    if (cosines.isEmpty() || cosines.size() > MOST_HARMONICS + 1 || cosines.size() != sines.size()) {
      throw new IllegalArgumentException("A series has 0 to " + MOST_HARMONICS + " harmonics, and as many sines as "
          + "cosines, not " + cosines.size() + " and " + sines.size());
    }
    if (!cosines.stream().allMatch(c -> Math.abs(c) <= MOST) || !sines.stream().allMatch(c -> Math.abs(c) <= MOST)) {
      throw new IllegalArgumentException("Coefficients of a series lie within ±" + MOST);
    }
    int low = argumentBits + periodBits;
    if (argumentBits < 0 || low < 1 || low > MOST_LOW_BITS || resultBits < 0 || resultBits > MOST_BITS) {
      throw new IllegalArgumentException("A series takes 1 to " + MOST_LOW_BITS + " bits and gives up to " + MOST_BITS
          + " fraction bits, not " + low + " and " + resultBits);
    }
  }

  public int harmonics() {
    return cosines.size() - 1;
  }

  @Override
  public int words() {
    return 2 * harmonics();
  }

  @Override
  public double of(double x) {
    double sum = 0;
    for (int k = 0; k <= harmonics(); k++) {
      double angle = 2 * Math.PI * k * Math.scalb(x, -periodBits);
      sum += cosines.get(k) * Math.cos(angle) + sines.get(k) * Math.sin(angle);
    }
    return sum;
  }

  /** Of what is dealt; more where coefficients make more of its rounding. */
  private int dealtBits() {
    double sum = 0;
    for (int k = 1; k <= harmonics(); k++) {
      sum += Math.abs(cosines.get(k)) + Math.abs(sines.get(k));
    }
    return Math.min(resultBits, (resultBits + Math.max(0, Math.getExponent(sum) + 1)) / 2);
  }

  @Override
  public long constant() {
    return Math.round(Math.scalb(cosines.getFirst(), resultBits));
  }

  /** The angles of a block, and those of the multiple that is worked on. */
  private final class Angles {
    private final double[] cos;
    private final double[] sin;
    private final double[] cosOfMultiple;
    private final double[] sinOfMultiple;

    Angles(long[] words, int from, int count) {
      double[] turns = new double[count];
      for (int i = 0; i < count; i++) {
        turns[i] = (words[from + i] << (Long.SIZE - lowBits()) >> 11) * WHOLE;
      }
      cos = new double[count];
      sin = new double[count];
      Elementary.circle(turns, cos, sin);
      cosOfMultiple = cos.clone();
      sinOfMultiple = sin.clone();
    }

    void next() {
      for (int i = 0; i < cos.length; i++) {
        double c = cosOfMultiple[i] * cos[i] - sinOfMultiple[i] * sin[i];
        sinOfMultiple[i] = cosOfMultiple[i] * sin[i] + sinOfMultiple[i] * cos[i];
        cosOfMultiple[i] = c;
      }
    }
  }

  @Override
  public long[] deal(long[] lambda) {
    int n = lambda.length;
    double unit = Math.scalb(1.0, dealtBits());
    long[] out = new long[words() * n];
    for (int from = 0; from < n; from += BLOCK) {
      int count = Math.min(BLOCK, n - from);
      Angles angles = new Angles(lambda, from, count);
      for (int k = 1; k <= harmonics(); k++) {
        int cosAt = (2 * k - 2) * n + from;
        int sinAt = cosAt + n;
        for (int i = 0; i < count; i++) {
          out[cosAt + i] = (long) (angles.cosOfMultiple[i] * unit);
          out[sinAt + i] = (long) (angles.sinOfMultiple[i] * unit);
        }
        angles.next();
      }
    }
    return out;
  }

  @Override
  public long[] share(long[] delta, long[] dealt) {
    int n = delta.length;
    double unit = Math.scalb(1.0, resultBits - dealtBits());
    long[] out = new long[n];
    for (int from = 0; from < n; from += BLOCK) {
      int count = Math.min(BLOCK, n - from);
      Angles angles = new Angles(delta, from, count);
      for (int k = 1; k <= harmonics(); k++) {
        add(angles, cosines.get(k) * unit, sines.get(k) * unit, dealt, (2 * k - 2) * n + from, n, out, from);
        angles.next();
      }
    }
    return out;
  }

  /** a·cos(Δ − λ) + b·sin(Δ − λ), of the multiples. */
  private static void add(Angles angles, double a, double b, long[] dealt, int cosAt, int n, long[] out, int from) {
    for (int i = 0; i < angles.cos.length; i++) {
      double c = angles.cosOfMultiple[i];
      double s = angles.sinOfMultiple[i];
      long u = (long) (a * c + b * s);
      long v = (long) (a * s - b * c);
      out[from + i] += u * dealt[cosAt + i] + v * dealt[cosAt + n + i];
    }
  }
}
