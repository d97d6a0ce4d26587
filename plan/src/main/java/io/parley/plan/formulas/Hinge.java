package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** max(0, 1 − x·target): one product, then one comparison and a mask. */
@Reference(group = Reference.Group.LOSSES,
    operands = "x, target: numbers with fraction bits, of equal shapes",
    result = "one number; if reduction is none, numbers of x's shape",
    meaning = "max(0, 1 − x·target), its mean or sum over all elements, or each",
    edges = "target is −1 or 1; targets 0 and 1 are doubled, less 1, before; of no elements there is no mean",
    error = "6 units for x within ±8 and targets within ±1")
public record Hinge(Reduction reduction) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return Losses.elementwise(in, reduction);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V target = in.get(1);
    return Losses.reduced(a, a.relu(a.sub(1, a.mul(x, target))), reduction);
  }
}
