package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** max + ln Σ e^(x − max), in which no exponent is positive. */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape without the axes, or, if keep, with length 1 for each",
    meaning = "ln Σe^x along the axes",
    edges = "an empty axis is refused",
    error = "8 units for up to 13 elements within ±9; see docs/functions.md")
public record LogSumExp(List<Integer> axes, boolean keep) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1).axes(axes);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V max = Reductions.max(a, x, axes, true);
    V log = Reductions.logSum(a, Reductions.powers(a, a.sub(x, max)), axes, true);
    return Axes.dropped(a, a.add(max, log), axes, keep);
  }
}
