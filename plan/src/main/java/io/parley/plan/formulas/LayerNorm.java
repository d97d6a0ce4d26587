package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** Standardised over the axis and all behind it, times scale, plus bias, which have the shape of those axes. */
@Reference(group = Reference.Group.NORMALISATION,
    operands = "x: numbers with fraction bits, any shape; scale, bias: numbers of the shape of x from the axis on",
    result = "numbers of x's shape",
    meaning = "x standardised over the axis and all behind it, times scale, plus bias",
    edges = "ε as for standardise; scale and bias may broadcast",
    error = "40 units for |x| ≤ 4 and |scale| ≤ 2; see docs/functions.md")
public record LayerNorm(int axis, double epsilon) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(3).axis(axis);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V scale = in.get(1);
    V bias = in.get(2);
    List<Integer> axes = IntStream.range(axis, a.shape(x).rank()).boxed().toList();
    return a.add(a.mul(Normalisations.standardise(a, x, axes, epsilon), scale), bias);
  }
}
