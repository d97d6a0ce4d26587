package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** (x − mean)/√(variance + ε)·scale + bias per channel of N×C×…, by secret statistics: C numbers each. */
@Reference(group = Reference.Group.NORMALISATION,
    operands = "x: numbers with fraction bits, N×C×…; scale, bias, mean, variance: numbers, C",
    result = "numbers of x's shape",
    meaning = "(x − mean)·scale/√(variance + ε) + bias, for each channel",
    edges = "variance + ε has to be above 0; an ε below 2^−(f + 1) counts as 0",
    error = "60 units for |x| ≤ 4, |scale| ≤ 2 and variances in [0.3, 3]; see docs/functions.md")
public record BatchNorm(double epsilon) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(5).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V scale = in.get(1);
    V bias = in.get(2);
    V mean = in.get(3);
    V variance = in.get(4);
    V slope = Normalisations.overRoot(a, scale, a.add(variance, epsilon));
    return Normalisations.perChannel(a, x, slope, a.sub(bias, a.mul(mean, slope)));
  }
}
