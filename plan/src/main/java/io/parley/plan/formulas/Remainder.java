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
    operands = "x, y: numbers with equal fraction bits, or integers, which broadcast",
    result = "numbers or integers of the shape that both broadcast to",
    meaning = "x − y·n for the whole number n that is nearest to x/y",
    edges = "of two equally near n the lower one; else as of floorMod",
    error = "exact")
public record Remainder() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(2).number(in.broadcast());
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V y = Elementwise.abs(a, in.get(1));
    V rest = Division.floorMod(a, x, y);
    V size = Axes.broadcast(a, y, a.shape(rest));
    return a.sub(rest, a.mask(a.less(size, a.add(rest, rest)), size));
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.zip(reals, in, (x, y) -> {
      double size = Math.abs(y);
      double rest = y == 0 ? 0 : x - size * Math.floor(x / size);
      return 2 * rest > size ? rest - size : rest;
    });
  }
}
