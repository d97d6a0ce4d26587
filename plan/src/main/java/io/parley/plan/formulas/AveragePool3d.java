package io.parley.plan.formulas;

import io.parley.crypto.Conv2dSpec;
import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** The mean of each window of N×C×D×H×W: of layers, then of their means. */
@Reference(group = Reference.Group.WINDOWS,
    operands = "x: numbers with fraction bits, N×C×D×H×W",
    result = "numbers, N×C×D'×H'×W', with lengths as those of averagePool",
    meaning = "the mean over each window's depth of the means of its planes",
    edges = "padding as for averagePool; padding that does not count, is left out of each plane and of each column "
        + "of planes by itself; the plane's groups are 1",
    error = "2 units for |x| ≤ 40; sums stay below 2^(62 − 2f)")
public record AveragePool3d(AxisWindow depth, Conv2dSpec plane, boolean countPadding) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return Pools.box(a, x, depth, plane, (y, w) -> a.averagePool(y, w, countPadding));
  }
}
