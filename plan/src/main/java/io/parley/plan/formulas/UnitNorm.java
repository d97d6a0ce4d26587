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

/** x/√max(Σx², ε) along an axis. */
@Reference(group = Reference.Group.NORMALISATION,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "x/√max(Σx², ε) along the axis",
    edges = "numbers count up to 2^min(20, 36 − f), and √Σx² up to 2^(52 − f); zeros stay 0",
    error = "3 units")
public record UnitNorm(int axis, double epsilon) implements Op.Scaled {
  @Override
  public TensorType type(Operands in) {
    in.reals(1).axis(axis);
    in.require(epsilon >= 0 && Double.isFinite(epsilon), "ε is at least 0, not " + epsilon);
    return in.number(in.shape(0));
  }

  @Override
  public int lower(Words w, List<Integer> in, int f) {
    return Spread.unit(w, in.getFirst(), axis, epsilon, f);
  }

  @Override
  public Interval bounds(List<Interval> in) {
    double error = epsilon == 0 ? 2 : Math.min(2, 2 * in.getFirst().error() * Normed.MOST_ROOT / Math.sqrt(epsilon));
    return new Interval(-1, 1, error);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    Values x = in.getFirst();
    Values size = Reals.reduce(reals, x, List.of(axis), true, xs -> Math.sqrt(Math.max(Reals.squares(xs), epsilon)));
    return Reals.zip(reals, x, size, (p, q) -> p == 0 ? 0 : p / q);
  }
}
