package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** A gated recurrent layer over a sequence T×N×I: all states, or the last. Operands: x, W, U, b, c and the first h. */
@Reference(group = Reference.Group.LAYERS,
    operands = "x: numbers with fraction bits, T×N×I; W: 3H×I; U: 3H×H; b, c: 3H; h: N×H; rows of W, U, b and c in "
        + "the order of gates, H each",
    result = "numbers: all states, T×N×H, or the last, N×H",
    meaning = "z, r ← σ(W·x + b + U·h + c); n ← tanh(W·x + b + r·(U·h + c)) if resetAfter, else tanh(W·x + b + "
        + "U·(r·h) + c); h ← (1 − z)·n + z·h",
    edges = "gates: zrh is update, reset, candidate, as ONNX and Keras have it; rzh as PyTorch; if reverse, steps "
        + "run from the last to the first, and states stand where their inputs do; T = 0 is refused",
    error = "60 units for 4 steps of inputs within ±2 and weights within ±1; see docs/functions.md")
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
