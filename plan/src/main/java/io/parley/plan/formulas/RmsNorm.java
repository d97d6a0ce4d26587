package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** x/√(mean of x² + ε) over the axis and all behind it, times scale. */
@Reference(group = Reference.Group.NORMALISATION,
    operands = "x: numbers with fraction bits, any shape; scale: numbers of the shape of x from the axis on",
    result = "numbers of x's shape",
    meaning = "x·scale/√(mean of x² + ε), over the axis and all behind it",
    edges = "ε as for standardise",
    error = "40 units for |x| ≤ 4 and |scale| ≤ 2")
public record RmsNorm(int axis, double epsilon) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(2).axis(axis);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V scale = in.get(1);
    List<Integer> axes = IntStream.range(axis, a.shape(x).rank()).boxed().toList();
    return a.mul(Normalisations.overRootMeanSquare(a, x, axes, epsilon), scale);
  }
}
