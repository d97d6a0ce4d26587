package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** x, or slope·x where x < 0, with slopes that broadcast to x: one comparison and one product. */
@Reference(group = Reference.Group.ACTIVATIONS,
    operands = "x, slope: numbers of equal fraction bits, which broadcast",
    result = "numbers of the shape that both broadcast to",
    meaning = "x for x ≥ 0, else slope·x",
    error = "1 unit; see docs/functions.md")
public record Prelu() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(2).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V slope = in.get(1);
    V positive = a.relu(x);
    return a.add(positive, a.mul(a.sub(x, positive), slope));
  }
}
