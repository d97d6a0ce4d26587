package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** h ← f(W·x + U·h + b) over a sequence T×N×I: all states, or the last. Operands: x, W, U, b, c and the first h. */
public record Rnn(Recurrent.Activation activation, boolean reverse, Recurrent.Part part) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(6).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return Recurrent.simple(a, in.getFirst(), Recurrent.weights(in), in.get(5), activation, reverse).part(part);
  }
}
