package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** x − y·n for the whole number n nearest to x/y. */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x, y: numbers with equal fraction bits above 0, which broadcast",
    result = "numbers of the shape that both broadcast to",
    meaning = "x − y·n for the whole number n that is nearest to x/y",
    edges = "for y > 0; of two equally near n the lower one",
    error = "200 units for |x| ≤ 50 and y in [0.5, 9]; exact for whole x and y")
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

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.zip(reals, in, (x, y) -> {
      double rest = x - y * Math.floor(x / y);
      return 2 * rest > y ? rest - y : rest;
    });
  }
}
