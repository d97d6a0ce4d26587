package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** By a polynomial on [0, 1]; beyond, as π/2 − arctan 1/x. */
@Reference(group = Reference.Group.FUNCTIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "the angle in (−π/2, π/2) whose tangent is x",
    error = "16 units for |x| ≤ 1000")
public record Atan() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V negative = a.isNegative(x);
    V size = a.select(negative, a.negate(x), x);
    V inside = a.isNegative(a.sub(size, 1));
    // A reciprocal of what is small would leave fixed point; it is not used then.
    V outer = a.apply(Function.RECIPROCAL, a.max(size, a.constant(1)));
    V inner = Trigonometry.arctan(a, a.select(inside, size, outer));
    V result = a.select(inside, inner, a.sub(Math.PI / 2, inner));
    return a.select(negative, a.negate(result), result);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.map(in, Math::atan);
  }
}
