package io.parley.plan.lowering.functions;

import io.parley.plan.Values;
import io.parley.plan.Words;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Factors that everybody knows, each as v·2^(s + exponent) with |v| ∈ [1, 2).
 *
 * @param exponents s of each element
 */
record PublicPower(Words w, Values factors, int exponent, int[] exponents, int unit) implements Power {
  private static final int COARSE_UNIT = 8;

  static PublicPower of(Words w, Values factors) {
    int[] own = Arrays.stream(factors.data()).mapToInt(c -> c == 0 ? Integer.MAX_VALUE : Math.getExponent(c)).toArray();
    int least = Arrays.stream(own).filter(e -> e != Integer.MAX_VALUE).min().orElse(0);
    int[] exponents = Arrays.stream(own).map(e -> e == Integer.MAX_VALUE ? 0 : e - least).toArray();
    double[] units = IntStream.range(0, own.length)
        .mapToDouble(i -> Math.scalb(factors.data()[i], -exponents[i] - least)).toArray();
    return new PublicPower(w, factors, least, exponents,
        w.constant(Values.of(factors.shape(), units), Polynomial.BITS));
  }

  private int integers(IntToDoubleFunction element) {
    return w.constant(
        Values.of(factors.shape(), IntStream.range(0, exponents.length).mapToDouble(element).toArray()), 0);
  }

  @Override
  public Power with(int another) {
    return new PublicPower(w, factors, exponent, exponents, another);
  }

  @Override
  public List<Integer> coarse() {
    return IntStream.concat(IntStream.of(0), Arrays.stream(exponents).map(s -> s / COARSE_UNIT * COARSE_UNIT))
        .distinct()
        .sorted().filter(this::occurs).boxed().toList();
  }

  private boolean occurs(int coarse) {
    return exponents.length == 0 || Arrays.stream(exponents).anyMatch(s -> s / COARSE_UNIT * COARSE_UNIT == coarse);
  }

  @Override
  public int choose(List<Integer> each) {
    List<Integer> coarse = coarse();
    if (each.size() == 1) {
      return each.getFirst();
    }
    return IntStream.range(0, each.size()).map(k -> w.mul(each.get(k),
        integers(i -> exponents[i] / COARSE_UNIT * COARSE_UNIT == coarse.get(k) ? 1 : 0))).reduce(w::add).orElseThrow();
  }

  @Override
  public int fine() {
    return integers(i -> Math.scalb(1.0, exponents[i] % COARSE_UNIT));
  }
}
