package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** By De Morgan, which costs one and. */
@Reference(group = Reference.Group.COMPARISONS,
    operands = "x, y: bits of equal shapes",
    result = "bits of that shape",
    meaning = "1 where one of both is 1, or both are, else 0",
    edges = "bits do not broadcast",
    error = "exact")
public record Or() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.bits(2).expanded(this);
  }

  @Override
  public boolean takesBits(int operand) {
    return true;
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return a.or(in.get(0), in.get(1));
  }
}
