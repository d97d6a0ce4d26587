package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Effort;
import io.parley.plan.Op;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Attention, by two matrix products around a softmax. */
public final class Attention {
  /** What masks out: e^−this is 0 for fixed point, and any score stays far below it. */
  private static final double FAR = 0x1p12;

  private Attention() {}

  /**
   * softmax(q·kᵀ·scale + mask)·v for queries …×L×D, keys …×S×D and values …×S×E.
   *
   * @param mask what all add to scores, of a shape that broadcasts to …×L×S; below −4096 counts as −∞
   */
  public static <V> V scaledDotProduct(Algebra<V> a, V q, V k, V v, double scale, Optional<Values> mask) {
    return a.apply(mask.<Op>map(m -> new MaskedDotProductAttention(scale, m)).orElse(new DotProductAttention(scale)),
        List.of(q, k, v));
  }

  static <V> V attend(Algebra<V> a, List<V> in, double scale, Optional<Values> mask) {
    V q = in.get(0);
    V k = in.get(1);
    V v = in.get(2);
    // Of the queries and the scores, the smaller takes the factor.
    boolean early = a.shape(q).dim(-1) < a.shape(k).dim(-2);
    V product = a.matmul(early ? a.mul(q, scale) : q, Axes.swapped(a, k));
    V scores = early ? product : a.mul(product, scale);
    V masked = mask.map(m -> a.add(scores, a.constant(finite(m)))).orElse(scores);
    return a.matmul(Reductions.softmax(a, masked, a.shape(masked).rank() - 1), v);
  }

  /** With the usual scale, 1/√D. */
  public static <V> V scaledDotProduct(Algebra<V> a, V q, V k, V v, Optional<Values> mask) {
    return scaledDotProduct(a, q, k, v, 1 / Math.sqrt(a.shape(q).dim(-1)), mask);
  }

  /**
   * Attention of several heads at a time, each on its part of the last axis.
   *
   * @param q N×L×(heads·D); keys N×S×(heads·D), values N×S×(heads·E)
   * @throws BadRequestException if the heads do not divide the last axis
   */
  public static <V> V multiHead(Algebra<V> a, V q, V k, V v, int heads, Optional<Values> mask) {
    return a.apply(mask.<Op>map(m -> new MaskedMultiHeadAttention(heads, m)).orElse(new MultiHeadAttention(heads)),
        List.of(q, k, v));
  }

  static <V> V attendByHeads(Algebra<V> a, List<V> in, int heads, Optional<Values> mask) {
    V q = in.get(0);
    V k = in.get(1);
    V v = in.get(2);
    V mixed = scaledDotProduct(a, split(a, q, heads), split(a, k, heads), split(a, v, heads), mask);
    Shape shape = a.shape(mixed);
    return a.reshape(a.transpose(mixed, List.of(0, 2, 1, 3)), shape.dim(0), shape.dim(2), shape.dim(1) * shape.dim(3));
  }

  /** N×L×(heads·D) as N×heads×L×D. */
  private static <V> V split(Algebra<V> a, V x, int heads) {
    Shape shape = a.shape(x);
    if (shape.rank() != 3 || heads < 1 || shape.dim(2) % heads != 0) {
      throw new BadRequestException("Shape " + shape + " has no " + heads
          + " heads; attention of heads needs three axes, of which the last is a multiple of the heads");
    }
    return a.transpose(a.reshape(x, shape.dim(0), shape.dim(1), heads, shape.dim(2) / heads), List.of(0, 2, 1, 3));
  }

  /** The mask by which a query sees no key that comes after it. */
  public static Values causal(int queries, int keys) {
    Effort.constant((long) queries * keys);
    double[] mask = new double[queries * keys];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % keys > i / keys ? Double.NEGATIVE_INFINITY : 0;
    }
    return Values.of(Shape.of(queries, keys), mask);
  }

  /** The mask by which only what is 1 is seen. */
  public static Values visible(Values bits) {
    return Values.of(bits.shape(),
        Arrays.stream(bits.data()).map(b -> b == 0 ? Double.NEGATIVE_INFINITY : 0).toArray());
  }

  private static Values finite(Values mask) {
    return Values.of(mask.shape(), Arrays.stream(mask.data()).map(m -> Math.max(m, -FAR)).toArray());
  }
}
