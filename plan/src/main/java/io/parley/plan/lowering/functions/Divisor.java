package io.parley.plan.lowering.functions;

import io.parley.plan.Values;
import io.parley.plan.Words;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * What is divided by, as a word y of so many fraction bits.
 *
 * @param sign −1, 0 or 1, as an integer
 * @param size |y|, as an integer
 * @param power of 1/|y|, as an integer, less the exponent
 */
record Divisor(int sign, int size, Power power, int exponent) {
  /** @param bits of |y| */
  static Divisor of(Words w, int y, int bits, int f) {
    Optional<Values> known = w.known(y);
    return known.isPresent() ? known(w, known.get(), f) : secret(w, y, bits, f);
  }

  private static Divisor secret(Words w, int y, int bits, int f) {
    int negative = w.isNegative(y);
    int size = w.sizeOf(y, w.mask(negative, y));
    Magnitude m = Magnitude.ofSize(w, size, bits);
    int sign = w.minus(1, w.add(w.times(w.number(negative), 2, 0), w.number(m.small())));
    return new Divisor(sign, w.words(size), new SecretPower(w, m, m.inverse(f), 1), -bits);
  }

  /** Of a number that counts as its word. */
  private static Divisor known(Words w, Values y, int f) {
    Values words = map(y, v -> Math.abs(Math.rint(Math.scalb(v, f))));
    PublicPower power = PublicPower.of(w, map(words, v -> v == 0 ? 0 : 1 / v));
    return new Divisor(w.constant(map(y, v -> Math.signum(Math.rint(Math.scalb(v, f)))), 0), w.constant(words, 0),
        power,
        power.exponent());
  }

  static Values map(Values x, DoubleUnaryOperator f) {
    return Values.of(x.shape(), Arrays.stream(x.data()).map(f).toArray());
  }
}
