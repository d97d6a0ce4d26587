package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** softplus(x) − x·target: one function and one product at a time. */
@Reference(group = Reference.Group.LOSSES,
    operands = "x, target: numbers with fraction bits, of equal shapes",
    result = "one number; if reduction is none, numbers of x's shape",
    meaning = "−target·ln p − (1 − target)·ln(1 − p) for p = 1/(1 + e^−x), its mean or sum over all elements, or each",
    edges = "target is in [0, 1]; of no elements there is no mean",
    error = "5 units for x in [−8, 8]")
public record SigmoidCrossEntropy(Reduction reduction) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return Losses.elementwise(in, reduction);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V target = in.get(1);
    V odds = a.apply(Function.SOFTPLUS, x);
    return Losses.reduced(a, a.sub(odds, a.mul(x, target)), reduction);
  }
}
