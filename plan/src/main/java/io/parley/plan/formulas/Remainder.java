package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** x − y·n for the whole number n nearest to x/y. */
public record Remainder() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(2).number(in.broadcast());
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V y = in.get(1);
    V rest = Division.floorMod(a, x, y);
    return a.sub(rest, a.mul(a.number(a.less(y, a.add(rest, rest))), y));
  }
}
