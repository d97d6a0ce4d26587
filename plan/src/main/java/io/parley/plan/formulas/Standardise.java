package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Interval;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.Words;
import io.parley.plan.lowering.functions.Spread;
import java.util.List;

/** (x − mean)/√(variance + ε) over the axes. */
@Reference(group = Reference.Group.NORMALISATION,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "(x − mean)/√(variance + ε) over the axes",
    edges = "numbers count up to 2^min(20, 36 − f), and √Σ(x − mean)² up to 2^(42 − f); of equal elements it is 0; of no elements it is refused",
    error = "8 units, or 2^−(f − 2) of the largest element if that is more (2^−14 for f > 16)")
public record Standardise(List<Integer> axes, double epsilon) implements Op.Scaled {
  @Override
  public TensorType type(Operands in) {
    return Normed.type(in.reals(1), axes, epsilon);
  }

  @Override
  public int lower(Words w, List<Integer> in, int f) {
    return Spread.normalised(w, in.getFirst(), axes, true, epsilon, f);
  }

  @Override
  public Interval bounds(List<Interval> in) {
    return Normed.bounds(in.getFirst(), epsilon);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    Values x = in.getFirst();
    Values mean = Reals.reduce(reals, x, axes, true, Reals::mean);
    Values size = Reals.reduce(reals, x, axes, true, xs -> Math.sqrt(Reals.spread(xs) / xs.length + epsilon));
    return Reals.zip(reals, Reals.zip(reals, x, mean, (p, q) -> p - q), size, (p, q) -> p == 0 ? 0 : p / q);
  }
}
