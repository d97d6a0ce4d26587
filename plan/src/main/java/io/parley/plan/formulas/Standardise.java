package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** (x − mean)/√(variance + ε) over the axes: a square, an inverse square root and five products. */
public record Standardise(List<Integer> axes, double epsilon) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1).axes(axes);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V centred = a.sub(x, Reductions.mean(a, x, axes, true));
    return Normalisations.overRootMeanSquare(a, centred, axes, epsilon);
  }
}
