package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** A gated recurrent layer over a sequence T×N×I: all states, or the last. Operands: x, W, U, b, c and the first h. */
public record Gru(Recurrent.GruGates gates, boolean resetAfter, boolean reverse,
    Recurrent.Part part) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(6).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return Recurrent.gated(a, in.getFirst(), Recurrent.weights(in), in.get(5), gates, resetAfter, reverse).part(part);
  }
}
