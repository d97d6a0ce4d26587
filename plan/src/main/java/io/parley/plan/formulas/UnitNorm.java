package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;

/** x/√max(Σx², ε) along an axis. */
@Reference(group = Reference.Group.NORMALISATION,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "x/√max(Σx², ε) along the axis",
    edges = "an ε below 2^−(f + 6) counts as that; Σx² has to stay below 2^(56 − 2f)",
    error = "40 units for norms above 1")
public record UnitNorm(int axis, double epsilon) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.reals(1).axis(axis);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V large = Normalisations.scaled(a, x);
    V sum = Reductions.sumSquare(a, large, List.of(axis), true);
    double least = Math.max(Normalisations.SCALE * Normalisations.SCALE * epsilon, Math.scalb(1.0, -a.fractionBits()));
    return Normalisations.overRoot(a, large, a.max(sum, a.constant(least)));
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    Values x = in.getFirst();
    Values size = Reals.reduce(reals, x, List.of(axis), true,
        xs -> Math.sqrt(Math.max(Arrays.stream(xs).map(v -> v * v).sum(), epsilon)));
    return Reals.zip(reals, x, size, (p, q) -> p == 0 ? 0 : p / q);
  }
}
