package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** ⌊x/y⌋ */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x, y: numbers with equal fraction bits above 0, which broadcast",
    result = "numbers of the shape that both broadcast to",
    meaning = "⌊x/y⌋",
    edges = "for y > 0, and |x/y| below 2^f/2",
    error = "exact for whole x and y; else it may take a neighbour where x/y is within 2^−f·|x| of a whole number")
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

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.zip(reals, in, (x, y) -> Math.floor(x / y));
  }
}
