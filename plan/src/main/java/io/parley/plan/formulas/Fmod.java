package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** What is left with the sign of x, as C's fmod has it. */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x, y: numbers with equal fraction bits, or integers, which broadcast",
    result = "numbers or integers of the shape that both broadcast to",
    meaning = "what dividing x by y towards 0 leaves over, with the sign of x, as C's fmod",
    edges = "as of floorMod",
    error = "exact")
public record Fmod() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(2).number(in.broadcast());
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V y = in.get(1);
    V x = Axes.broadcast(a, in.get(0), Shape.broadcast(a.shape(in.get(0)), a.shape(y)));
    V negative = a.isNegative(x);
    V rest = Division.floorMod(a, a.select(negative, a.negate(x), x), Elementwise.abs(a, y));
    return a.select(negative, a.negate(rest), rest);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.zip(reals, in, (x, y) -> y == 0 ? 0 : x % y);
  }
}
