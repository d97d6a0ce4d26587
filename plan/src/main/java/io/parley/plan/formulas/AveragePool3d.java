package io.parley.plan.formulas;

import io.parley.crypto.Conv2dSpec;
import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** The mean of each window of N×C×D×H×W: of layers, then of their means. */
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
