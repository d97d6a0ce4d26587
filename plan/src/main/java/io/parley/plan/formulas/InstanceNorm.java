package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** Each channel of each of N×C×… standardised by itself, times scale, plus bias: C numbers each. */
@Reference(group = Reference.Group.NORMALISATION,
    operands = "x: numbers with fraction bits, N×C×…; scale, bias: numbers, C",
    result = "numbers of x's shape",
    meaning = "each channel of each of N standardised by itself, times scale, plus bias",
    edges = "ε as for standardise",
    error = "40 units for |x| ≤ 4 and |scale| ≤ 2; see docs/functions.md")
public record InstanceNorm(double epsilon) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(3).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V scale = in.get(1);
    V bias = in.get(2);
    List<Integer> axes = IntStream.range(2, a.shape(x).rank()).boxed().toList();
    return Normalisations.perChannel(a, Normalisations.standardise(a, x, axes, epsilon), scale, bias);
  }
}
