package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** x, or slope·x where x < 0, with slopes that broadcast to x: one comparison and one product. */
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
