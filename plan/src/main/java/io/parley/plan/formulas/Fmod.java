package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** What is left with the sign of x, as C's fmod has it. */
public record Fmod() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(2).number(in.broadcast());
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V y = in.get(1);
    V x = Axes.broadcast(a, in.get(0), Shape.broadcast(a.shape(in.get(0)), a.shape(y)));
    V negative = a.isNegative(x);
    V rest = Division.floorMod(a, a.select(negative, a.negate(x), x), y);
    return a.select(negative, a.negate(rest), rest);
  }
}
