package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** A long short-term memory over a sequence T×N×I: all states, the last, or the cell. Operands: x, W, U, b, c, the first h and cell. */
public record Lstm(Recurrent.LstmGates gates, boolean reverse, Recurrent.Part part) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(7).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    Recurrent.LstmStates<V> states = Recurrent.memory(a, in.getFirst(), Recurrent.weights(in), in.get(5), in.get(6),
        gates,
        reverse);
    return part == Recurrent.Part.CELL ? states.cell() : states.states().part(part);
  }
}
