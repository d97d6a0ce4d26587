package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** h ← f(W·x + U·h + b) over a sequence T×N×I: all states, or the last. Operands: x, W, U, b, c and the first h. */
@Reference(group = Reference.Group.LAYERS,
    operands = "x: numbers with fraction bits, T×N×I; W: H×I; U: H×H; b, c: H; h: N×H",
    result = "numbers: all states, T×N×H, or the last, N×H",
    meaning = "h ← f(W·x + b + U·h + c), with f as the activation says",
    edges = "if reverse, steps run from the last to the first, and states stand where their inputs do; T = 0 is "
        + "refused; a part cell there is not",
    error = "60 units for 4 steps of inputs within ±2 and weights within ±1; see docs/functions.md")
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
