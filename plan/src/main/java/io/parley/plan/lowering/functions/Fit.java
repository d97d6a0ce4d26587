package io.parley.plan.lowering.functions;

import io.parley.crypto.FourierSeries;
import io.parley.plan.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * Fourier series that agree with a function on a part of their period, and are whatever is smooth on the rest: the least
 * squares fit [Huybrechs, On the Fourier Extension of Nonperiodic Functions, SIAM J. Numer. Anal. 47(6), 2010]. It converges
 * as fast as polynomials do.
 */
record Fit(Function function, double less, double from, double to, double tolerance, int argumentBits) {
  private static final int MOST_HARMONICS = 60;
  /** Coefficients beyond lose more to rounding than harmonics gain. */
  private static final double MOST_SUM = 1 << 12;
  /** How much longer than what is fitted the period is at least. */
  private static final double ROOM = 1.2;
  private static final int SAMPLES = 1000;
  /** Keeps coefficients small where many fit alike. */
  private static final double DAMPING = 1e-11;
  /** A word's, with room for a sum of two. */
  private static final int MOST_BITS = 59;

  /** A model applies few functions often, and fitting takes long. */
  private static final Map<Fit, FourierSeries> FITTED = new ConcurrentHashMap<>();

  /** Of the function less a constant. */
  static FourierSeries of(Function function, double less, double from, double to, double tolerance, int argumentBits) {
    return FITTED.computeIfAbsent(new Fit(function, less, from, to, tolerance, argumentBits), Fit::series);
  }

  private double value(double x) {
    return function.of(x) - less;
  }

  /** With the fewest harmonics whose error is nowhere above the tolerance. */
  private FourierSeries series() {
    int period = (int) Math.ceil(Math.log((to - from) * ROOM) / Math.log(2));
    double[] checks = IntStream.rangeClosed(0, SAMPLES).mapToDouble(i -> from + (to - from) * i / SAMPLES).toArray();
    double most = Arrays.stream(checks).map(this::value).map(Math::abs).max().orElseThrow();
    int resultBits = MOST_BITS - Math.max(0, Math.getExponent(most) + 1);
    for (int n = 1; n <= MOST_HARMONICS; n++) {
      for (int longer = 0; longer < 2; longer++) {
        double[] c = coefficients(period + longer, n);
        if (Arrays.stream(c).map(Math::abs).sum() <= MOST_SUM
            && Arrays.stream(checks).allMatch(near(c, period + longer))) {
          return series(c, period + longer, resultBits);
        }
      }
    }
    throw new IllegalStateException("No series of " + MOST_HARMONICS + " harmonics is near enough");
  }

  private DoublePredicate near(double[] c, int period) {
    return x -> {
      double[] row = row(x, period, c.length / 2);
      double sum = IntStream.range(0, c.length).mapToDouble(i -> c[i] * row[i]).sum();
      return Math.abs(sum - value(x)) <= tolerance;
    };
  }

  private FourierSeries series(double[] c, int period, int resultBits) {
    List<Double> cosines = new ArrayList<>(List.of(c[0]));
    List<Double> sines = new ArrayList<>(List.of(0.0));
    for (int k = 1; k < c.length; k += 2) {
      cosines.add(c[k]);
      sines.add(c[k + 1]);
    }
    return new FourierSeries(argumentBits, period, resultBits, cosines, sines);
  }

  /** 1, cos, sin, cos 2, sin 2, … of x's angle. */
  private static double[] row(double x, int period, int harmonics) {
    double[] row = new double[2 * harmonics + 1];
    row[0] = 1;
    for (int k = 1; k <= harmonics; k++) {
      double angle = 2 * Math.PI * k * Math.scalb(x, -period);
      row[2 * k - 1] = Math.cos(angle);
      row[2 * k] = Math.sin(angle);
    }
    return row;
  }

  /** The solution of least squares at Chebyshev points, damped, by Householder's reflections. */
  private double[] coefficients(int period, int harmonics) {
    int unknowns = 2 * harmonics + 1;
    int points = 8 * unknowns;
    double[][] a = new double[points + unknowns][];
    for (int i = 0; i < points; i++) {
      double x = (from + to) / 2 + (to - from) / 2 * Math.cos(Math.PI * (i + 0.5) / points);
      a[i] = Arrays.copyOf(row(x, period, harmonics), unknowns + 1);
      a[i][unknowns] = value(x);
    }
    for (int i = 0; i < unknowns; i++) {
      a[points + i] = new double[unknowns + 1];
      a[points + i][i] = DAMPING * points;
    }
    for (int j = 0; j < unknowns; j++) {
      reflect(a, j);
    }
    double[] c = new double[unknowns];
    for (int i = unknowns - 1; i >= 0; i--) {
      double rest = a[i][unknowns];
      for (int j = i + 1; j < unknowns; j++) {
        rest -= a[i][j] * c[j];
      }
      c[i] = rest / a[i][i];
    }
    return c;
  }

  /** Makes column j zero below the diagonal. */
  private static void reflect(double[][] a, int j) {
    double norm = 0;
    for (int i = j; i < a.length; i++) {
      norm += a[i][j] * a[i][j];
    }
    double alpha = -Math.copySign(Math.sqrt(norm), a[j][j]);
    double[] v = new double[a.length];
    v[j] = a[j][j] - alpha;
    double square = v[j] * v[j];
    for (int i = j + 1; i < a.length; i++) {
      v[i] = a[i][j];
      square += v[i] * v[i];
    }
    if (square == 0) {
      return;
    }
    for (int column = j; column < a[j].length; column++) {
      double dot = 0;
      for (int i = j; i < a.length; i++) {
        dot += v[i] * a[i][column];
      }
      for (int i = j; i < a.length; i++) {
        a[i][column] -= 2 * dot / square * v[i];
      }
    }
  }
}
