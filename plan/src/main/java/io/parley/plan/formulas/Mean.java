package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** The sum times a public constant. */
public record Mean(List<Integer> axes, boolean keep) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1).axes(axes);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    int count = Reductions.count(a, x, axes);
    if (count == 0) {
      throw new BadRequestException("The mean of no elements is not defined; shape " + a.shape(x) + " has a 0");
    }
    V sum = a.sum(x, axes, keep);
    return count == 1 ? sum : a.mul(sum, 1.0 / count);
  }
}
