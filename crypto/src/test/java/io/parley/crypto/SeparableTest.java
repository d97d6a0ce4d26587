package io.parley.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeparableTest {
  private static final int N = 1500;

  static Stream<Separable> functions() {
    return Stream.of(new FourierSeries(16, 3, 56, List.of(0.5, -1.0, 0.25), List.of(0.0, 2.0, -0.125)),
        new FourierSeries(46, 0, 58, List.of(0.0, 1.0), List.of(0.0, 0.0)),
        new FourierSeries(16, -2, 52, List.of(0.0, 100.0, 0.0), List.of(0.0, -3.0, 50.0)),
        new SplitExponential(16, 5, 2, 0, 56, 33, -22), new SplitExponential(16, 5, 4, 1, 44, 24, -6),
        new SplitExponential(20, 4, 3, 2, 54, 29, -3.5));
  }

  /** Within where the pieces of an exponential are told apart. */
  private static double[] arguments(Separable f, Random random) {
    double end = Math.scalb(1.0, f.periodBits()) * (f instanceof SplitExponential e ? 1 - 1.0 / e.words() : 1);
    double unit = Math.scalb(1.0, f.argumentBits());
    return random.doubles(N, 0, end).map(x -> Math.floor(x * unit) / unit).toArray();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void shares_ofWhatIsDealtForAnyMask_sumToTheFunction(Separable f) {
    Random random = new Random(1);
    double[] xs = arguments(f, random);
    long[] lambda = random.longs(N).toArray();
    long[] delta = new long[N];
    for (int i = 0; i < N; i++) {
      // Whatever stands above the bits that count.
      long above = random.nextLong() << f.lowBits();
      delta[i] = (long) (xs[i] * Math.scalb(1.0, f.argumentBits())) + above + lambda[i];
    }
    long[] dealt = f.deal(lambda);
    long[] one = random.longs(dealt.length).toArray();
    long[] other = new long[dealt.length];
    for (int i = 0; i < other.length; i++) {
      other[i] = dealt[i] - one[i];
    }

    long[] a = f.share(delta, one);
    long[] b = f.share(delta, other);

    assertThat(dealt).hasSize(f.words() * N);
    for (int i = 0; i < N; i++) {
      double got = (a[i] + b[i] + f.constant()) * Math.scalb(1.0, -f.resultBits());
      assertThat(got).as("f(%s)", xs[i]).isCloseTo(f.of(xs[i]), within(1e-5 * Math.max(1, f.of(xs[i]))));
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void apply_isTheFunctionInTheClear(Separable f) {
    double[] xs = arguments(f, new Random(2));
    FixedPoint result = new FixedPoint(f.resultBits());

    RingTensor y = f.apply(new FixedPoint(f.argumentBits()).encode(Shape.of(N), xs));

    for (int i = 0; i < N; i++) {
      assertThat(result.decode(y.words(RawAccess.grant())[i])).isCloseTo(f.of(xs[i]),
          within(1e-5 * Math.max(1, f.of(xs[i]))));
    }
  }

  @Test
  void elementary_isAsGoodAsMath() {
    Random random = new Random(3);
    double[] turns = random.doubles(N, -0.5, 0.5).toArray();
    turns[0] = -0.5;
    turns[1] = 0;
    double[] cos = new double[N];
    double[] sin = new double[N];

    double[] exps = Arrays.stream(turns).map(t -> 100 * t).toArray();
    Elementary.circle(turns, cos, sin);
    Elementary.exp(exps);

    for (int i = 0; i < N; i++) {
      assertThat(cos[i]).isCloseTo(Math.cos(2 * Math.PI * turns[i]), within(0x1p-48));
      assertThat(sin[i]).isCloseTo(Math.sin(2 * Math.PI * turns[i]), within(0x1p-48));
      assertThat(exps[i] / Math.exp(100 * turns[i])).isCloseTo(1, within(0x1p-46));
    }
  }

  /** Roles on different machines must get the very same factors: these are the bits that all of them have to get. */
  @Test
  void factors_areTheSameBitsEverywhere() {
    long[] lambda = {0, 1, -1, 0x123456789abcdefL, 3L << 40};

    assertThat(functions().mapToInt(f -> Arrays.hashCode(f.deal(lambda))).toArray())
        .containsExactly(-1525358439, 516822734, -1600334964, -1225767677, -834017966, -1736532967);
    assertThat(functions().mapToInt(f -> Arrays.hashCode(f.share(lambda, f.deal(lambda)))).toArray())
        .containsExactly(1713157226, 453160922, -57395248, -483838049, 875479561, 1243708463);
  }

  @Test
  void whatDoesNotFitWords_isRefused() {
    assertThatThrownBy(() -> new FourierSeries(16, 3, 61, List.of(1.0), List.of(0.0)))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("61");
    assertThatThrownBy(() -> new FourierSeries(16, 3, 50, List.of(1.0, 2.0), List.of(0.0)))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 and 1");
    assertThatThrownBy(() -> new FourierSeries(16, 3, 50, List.of(Double.NaN), List.of(0.0)))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Coefficients");
    assertThatThrownBy(() -> new SplitExponential(16, 6, 2, 0, 56, 40, 0)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("have to fit");
    assertThatThrownBy(() -> new SplitExponential(16, 5, 9, 0, 56, 33, 0)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pieces");
  }
}
