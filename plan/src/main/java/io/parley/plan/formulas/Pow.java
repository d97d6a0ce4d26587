package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/**
 * x^p. For whole p by repeated squaring, ⌈log2 p⌉ rounds and more; with halves by a square root; for p < 0 by a
 * reciprocal; else e^(p·ln x), for x > 0.
 */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "x^p for a public p",
    edges = "for whole p of at most 64 all x, but none near 0 if p < 0; for halves x ≥ 0; for other p, which are "
        + "taken by e^(p·ln x), x > 0; x^0 is 1",
    error = "300 units for |x| ≤ 2 at p = 7; 30 for |x| ≤ 4 at p = 3, 20 at ½, 70 at −2, 90 at 2.2; see "
        + "docs/functions.md")
public record Pow(double p) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    double doubled = Math.abs(2 * p);
    if (doubled != Math.rint(doubled) || doubled > 2 * Elementwise.MOST_FACTORS) {
      return a.apply(Function.EXP, a.mul(a.apply(Function.LOG, x), p));
    }
    if (p == 0) {
      return a.add(a.sub(x, x), 1);
    }
    int halves = (int) doubled;
    if (p < 0) {
      // Inverses first: their powers neither overflow nor lose places.
      return halves % 2 == 0
          ? Elementwise.product(a, a.apply(Function.RECIPROCAL, x), halves / 2)
          : Elementwise.product(a, a.apply(Function.RSQRT, x), halves);
    }
    int whole = halves / 2;
    if (halves % 2 == 0) {
      return Elementwise.product(a, x, whole);
    }
    V root = a.apply(Function.SQRT, x);
    return whole == 0 ? root : a.mul(Elementwise.product(a, x, whole), root);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.map(in, x -> Math.pow(x, p));
  }
}
