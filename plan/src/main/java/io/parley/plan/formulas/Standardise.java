package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** (x − mean)/√(variance + ε) over the axes: a square, an inverse square root and five products. */
@Reference(group = Reference.Group.NORMALISATION,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "(x − mean)/√(variance + ε) over the axes",
    edges = "Σ(x − mean)² has to stay below 2^(56 − 2f); an ε below 2^−(f + 7) counts as 0; of equal elements it is "
        + "0 if ε is not; of no elements it is refused",
    error = "40 units for deviations below 100; above, some 2^−f·deviation; see docs/functions.md")
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

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    Values x = in.getFirst();
    Values mean = Reals.reduce(reals, x, axes, true, Reals::mean);
    Values size = Reals.reduce(reals, x, axes, true, xs -> Math.sqrt(Reals.spread(xs) / xs.length + epsilon));
    return Reals.zip(reals, Reals.zip(reals, x, mean, (p, q) -> p - q), size, (p, q) -> p == 0 ? 0 : p / q);
  }
}
