package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** e^(x − max) / Σ e^(x − max) along an axis: no exponent is positive, and the sum is at least 1. */
@Reference(group = Reference.Group.ACTIVATIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "e^x/Σe^x, with the sum along the axis",
    edges = "weights below 2^−f are 0; an empty axis stays empty",
    error = "6 units for rows of 6 within ±8; see docs/functions.md")
public record Softmax(int axis) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.reals(1).axis(axis);
    return in.number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V powers = Reductions.powers(a, Reductions.centred(a, x, axis));
    V inverse = a.apply(Function.RECIPROCAL_ABOVE_ONE, a.sum(powers, List.of(axis), true));
    return a.mul(powers, a.broadcast(inverse, a.shape(x)));
  }
}
