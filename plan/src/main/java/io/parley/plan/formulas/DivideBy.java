package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** x/y for a public number y. */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "x/y for a public number y",
    edges = "y = 0 is refused",
    error = "3 units, or 2^−(f − 1) of x/y if that is more")
public record DivideBy(double y) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.require(y != 0, "a division by 0 is not defined; use another divisor");
    return in.numbers(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.getFirst();
    boolean keepsPlaces = Math.abs(y) <= Math.scalb(1.0, a.fractionBits());
    return keepsPlaces ? a.mul(x, 1 / y) : Elementwise.div(a, x, a.constant(y));
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.map(in, x -> x / y);
  }
}
