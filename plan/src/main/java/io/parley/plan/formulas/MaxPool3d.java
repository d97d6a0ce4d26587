package io.parley.plan.formulas;

import io.parley.crypto.Conv2dSpec;
import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** The maximum of each window of N×C×D×H×W; padding never wins. */
@Reference(group = Reference.Group.WINDOWS,
    operands = "x: numbers, N×C×D×H×W",
    result = "numbers, N×C×D'×H'×W', with lengths as those of maxPool",
    meaning = "the largest element of each window",
    edges = "padding never wins; a window in the padding altogether is refused; the plane's groups are 1",
    error = "exact; see docs/functions.md")
public record MaxPool3d(AxisWindow depth, Conv2dSpec plane) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return Pools.box(a, x, depth, plane, a::maxPool);
  }
}
