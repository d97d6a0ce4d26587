package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** ⌊x/y⌋ */
public record FloorDiv() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(2).number(in.broadcast());
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V y = in.get(1);
    V guess = Division.guess(a, x, y);
    V rest = a.sub(x, a.mul(guess, y));
    V below = a.number(a.isNegative(rest));
    V above = a.number(a.not(a.less(rest, y)));
    return a.add(a.sub(guess, below), above);
  }
}
