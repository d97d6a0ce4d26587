package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** The mean of each window of N×C×L. */
@Reference(group = Reference.Group.WINDOWS,
    operands = "x: numbers with fraction bits, N×C×L",
    result = "numbers, N×C×L', with L' = ⌊(L + padding − dilation·(kernel − 1) − 1)/stride⌋ + 1",
    meaning = "the mean of each window",
    edges = "padding counts as zeros if countPadding, else not at all; a window in the padding altogether is refused",
    error = "6 units for |x| ≤ 10; sums stay below 2^(62 − 2f)")
public record AveragePool1d(AxisWindow window, boolean countPadding) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return Pools.row(a, x, window, (y, w) -> a.averagePool(y, w, countPadding));
  }
}
