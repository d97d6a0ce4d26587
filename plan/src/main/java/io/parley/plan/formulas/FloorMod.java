package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** x − y·⌊x/y⌋, which is at least 0 and below y. */
public record FloorMod() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(2).number(in.broadcast());
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V y = in.get(1);
    V rest = a.sub(x, a.mul(Division.guess(a, x, y), y));
    V raised = a.add(rest, a.mul(a.number(a.isNegative(rest)), y));
    return a.sub(raised, a.mul(a.number(a.not(a.less(raised, y))), y));
  }
}
