package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** The angle of the point (x, y), where x and y are not both near 0. */
@Reference(group = Reference.Group.FUNCTIONS,
    operands = "y, x: numbers with equal fraction bits above 0, which broadcast",
    result = "numbers of the shape that both broadcast to",
    meaning = "the angle, in (−π, π], of the point with abscissa x and ordinate y",
    edges = "not where x and y are both near 0; where y is 0 it is 0 for x ≥ 0 and π for x < 0",
    error = "32 units for points at least ½ away from both axes, or on one of them")
public record Atan2() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(2).number(in.broadcast());
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    Shape shape = Shape.broadcast(a.shape(in.get(0)), a.shape(in.get(1)));
    V y = Axes.broadcast(a, in.get(0), shape);
    V x = Axes.broadcast(a, in.get(1), shape);
    V left = a.isNegative(x);
    V below = a.isNegative(y);
    V width = a.select(left, a.negate(x), x);
    V height = a.select(below, a.negate(y), y);
    V flat = a.isNegative(a.sub(height, width));
    V most = a.select(flat, width, height);
    V least = a.select(flat, height, width);
    V inner = Trigonometry.arctan(a, a.mul(least, a.apply(Function.RECIPROCAL, most)));
    V quadrant = a.select(flat, inner, a.sub(Math.PI / 2, inner));
    V half = a.select(left, a.sub(Math.PI, quadrant), quadrant);
    return a.select(below, a.negate(half), half);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    // By signs as fixed point knows them, without that of a zero.
    return Reals.zip(reals, in, (y, x) -> Math.atan2(y + 0.0, x + 0.0));
  }
}
