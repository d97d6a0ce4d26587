package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** Standardised over the axis and all behind it, times scale, plus bias, which have the shape of those axes. */
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
