package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** π/2 − arcsin x, |x| ≤ 1. */
@Reference(group = Reference.Group.FUNCTIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "the angle in [0, π] whose cosine is x",
    edges = "defined for |x| ≤ 1; near ±1 the root of 1 − x² loses places",
    error = "64 units for |x| ≤ 0.99")
public record Acos() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.sub(Math.PI / 2, Trigonometry.asin(a, x));
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.map(in, Math::acos);
  }
}
