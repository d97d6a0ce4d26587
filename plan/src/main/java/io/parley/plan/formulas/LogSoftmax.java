package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** x − max − ln Σ e^(x − max) along an axis. */
@Reference(group = Reference.Group.ACTIVATIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "x − ln Σe^x, with the sum along the axis",
    edges = "an empty axis stays empty",
    error = "8 units for rows of 6 within ±8; see docs/functions.md")
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
