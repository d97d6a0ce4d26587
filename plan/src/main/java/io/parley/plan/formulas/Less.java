package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** x < y: one comparison. */
@Reference(group = Reference.Group.COMPARISONS,
    operands = "x, y: numbers of equal fraction bits, which broadcast",
    result = "bits of the shape that both broadcast to",
    meaning = "1 where x < y, else 0",
    edges = "differences have to stay below 2^(62 − 2f)",
    error = "exact; see docs/functions.md")
public record Less() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(2).bit(in.broadcast());
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V y = in.get(1);
    return a.less(x, y);
  }
}
