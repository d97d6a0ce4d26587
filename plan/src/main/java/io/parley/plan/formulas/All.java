package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** Whether all bits are 1, as bits: one comparison of the number of others. */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x: bits, any shape",
    result = "bits of x's shape without the axes, or, if keep, with length 1 for each",
    meaning = "1 where all bits along the axes are 1, else 0",
    edges = "of no bits it is 1",
    error = "exact")
public record All(List<Integer> axes, boolean keep) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.bits(1).bit(in.reduced(axes, keep));
  }

  @Override
  public boolean takesBits(int operand) {
    return true;
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V bits = in.get(0);
    return a.isNegative(a.sub(a.sum(a.number(a.not(bits)), axes, keep), 1));
  }
}
