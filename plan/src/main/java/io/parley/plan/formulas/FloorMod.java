package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** x − y·⌊x/y⌋, which is at least 0 and below y. */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x, y: numbers with equal fraction bits above 0, which broadcast",
    result = "numbers of the shape that both broadcast to",
    meaning = "x − y·⌊x/y⌋, at least 0 and below y",
    edges = "for y > 0",
    error = "exact for whole x and y; else about |x/y| units")
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

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.zip(reals, in, (x, y) -> x - y * Math.floor(x / y));
  }
}
