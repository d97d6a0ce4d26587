package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** The maximum of each window of N×C×L; padding never wins. */
@Reference(group = Reference.Group.WINDOWS,
    operands = "x: numbers, N×C×L",
    result = "numbers, N×C×L', with L' = ⌊(L + padding − dilation·(kernel − 1) − 1)/stride⌋ + 1",
    meaning = "the largest element of each window",
    edges = "padding never wins; a window in the padding altogether is refused",
    error = "exact; see docs/functions.md")
public record MaxPool1d(AxisWindow window) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return Pools.row(a, x, window, a::maxPool);
  }
}
