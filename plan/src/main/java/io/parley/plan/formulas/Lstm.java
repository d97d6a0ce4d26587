package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** A long short-term memory over a sequence T×N×I: all states, the last, or the cell. Operands: x, W, U, b, c, the first h and cell. */
@Reference(group = Reference.Group.LAYERS,
    operands = "x: numbers with fraction bits, T×N×I; W: 4H×I; U: 4H×H; b, c: 4H; h, cell: N×H; rows of W, U, b and "
        + "c in the order of gates, H each",
    result = "numbers: all states, T×N×H, or the last, or the last cell, N×H",
    meaning = "i, f, o ← σ(W·x + b + U·h + c); g ← tanh(W·x + b + U·h + c); cell ← f·cell + i·g; h ← o·tanh(cell)",
    edges = "gates: iofc is input, output, forget, candidate, as ONNX has it; ifco is input, forget, candidate, "
        + "output, as PyTorch and Keras; if reverse, steps run from the last to the first, and states stand where "
        + "their inputs do; T = 0 is refused",
    error = "60 units for 4 steps of inputs within ±2 and weights within ±1; see docs/functions.md")
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
