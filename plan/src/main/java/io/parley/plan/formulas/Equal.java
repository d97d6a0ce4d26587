package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** x = y, to the last place: two comparisons at a time and an and. */
public record Equal() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(2).bit(in.broadcast());
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V y = in.get(1);
    return Comparisons.isZero(a, a.sub(x, y));
  }
}
