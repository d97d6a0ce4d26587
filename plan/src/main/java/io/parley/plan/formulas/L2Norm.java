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

/** √Σx². */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape without the axes, or, if keep, with length 1 for each",
    meaning = "√Σx² along the axes",
    edges = "numbers count up to 2^min(20, 36 − f), and the result up to 2^(52 − f)",
    error = "3 units, or 2^−(f − 2) of the result if that is more (2^−20 for f > 22)")
public record L2Norm(List<Integer> axes, boolean keep) implements Op.Scaled {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).number(in.reduced(axes, keep));
  }

  @Override
  public int lower(Words w, List<Integer> in, int f) {
    return Spread.root(w, in.getFirst(), axes, false, 1, keep, f);
  }

  @Override
  public Interval bounds(List<Interval> in) {
    Interval x = in.getFirst();
    return new Interval(0, x.size() * Normed.MOST_ROOT, x.error() * Normed.MOST_ROOT);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.reduce(reals, in.getFirst(), axes, keep, xs -> Math.sqrt(Reals.squares(xs)));
  }
}
