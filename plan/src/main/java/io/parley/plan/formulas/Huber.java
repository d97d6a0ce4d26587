package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** Half the square of a distance up to delta, from there on straight: two comparisons, one after the other, and a square. */
@Reference(group = Reference.Group.LOSSES,
    operands = "x, target: numbers with fraction bits, of equal shapes",
    result = "one number; if reduction is none, numbers of x's shape",
    meaning = "½c² + delta·(|x − target| − c) with c = min(|x − target|, delta), its mean or sum over all elements, or each",
    edges = "smoothL1 with β is huber with delta = β, divided by β; delta is not negative; of no elements there is no mean",
    error = "10 units for numbers within ±8 and delta = 1; sums stay below 2^(62 − 2f)")
public record Huber(double delta, Reduction reduction) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.require(delta >= 0, "delta has to be 0 or more");
    return Losses.elementwise(in, reduction);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V target = in.get(1);
    V apart = Elementwise.abs(a, a.sub(x, target));
    V near = Elementwise.min(a, apart, a.constant(delta));
    V far = a.mul(a.sub(apart, near), delta);
    return Losses.reduced(a, a.add(a.mul(a.mul(near, near), 0.5), far), reduction);
  }
}
