package io.parley.crypto;

/**
 * A function of x that is a sum of products: f(Δ − λ) = Σ U_i(Δ)·V_i(λ) for x = Δ − λ. Who sees Δ and holds shares of the
 * V_i(λ) has a share of f(x) without a message; who knows λ deals those.
 *
 * <p>x is a word with {@link #argumentBits} fraction bits, of which only the low bits count: f has the period
 * 2^{@link #periodBits}. The factors are rounded, so f(x) has {@link #resultBits} fraction bits, but fewer are right.
 *
 * <p>Both sides work in arithmetic alone: every role gets the same factors, and no time and no address depends on λ.
 */
public sealed interface Separable permits FourierSeries, SplitExponential {
  int argumentBits();

  /** The exponent of the period, which is a power of two. */
  int periodBits();

  int resultBits();

  /** The number of V_i, each a word of an element. */
  int words();

  /** f(x). */
  double of(double x);

  /** V_i(λ) at {@code i·n + element}, of n elements. */
  long[] deal(long[] lambda);

  /** What party 0 adds to its share, for a constant in f. */
  long constant();

  /** The share of f(Δ − λ), the {@link #constant} left out, of shares of V_i(λ). */
  long[] share(long[] delta, long[] dealt);

  /** In the clear: as if Δ were x, and λ 0. */
  default RingTensor apply(RingTensor x) {
    long[] words = x.words(RawAccess.grant());
    long[] out = share(words, deal(new long[words.length]));
    for (int i = 0; i < out.length; i++) {
      out[i] += constant();
    }
    return RingTensor.of(x.shape(), out);
  }

  /** The bits of a word that count. */
  default int lowBits() {
    return argumentBits() + periodBits();
  }
}
