package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** x − max − ln Σ e^(x − max) along an axis. */
public record LogSoftmax(int axis) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.reals(1).axis(axis);
    return in.number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V centred = Reductions.centred(a, x, axis);
    V log = a.apply(Function.LOG, a.sum(Reductions.powers(a, centred), List.of(axis), true));
    return a.sub(centred, a.broadcast(log, a.shape(x)));
  }
}
