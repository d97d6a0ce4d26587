package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** x, but at least lo and at most hi: two comparisons and masks at a time. A bound that no number exceeds costs nothing. */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape",
    meaning = "x, but at least lo and at most hi",
    edges = "lo > hi is refused; bounds of ±2^(62 − 2f) and beyond, infinite ones too, bound nothing",
    error = "exact; see docs/functions.md")
public record Clamp(double lo, double hi) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    if (!(lo <= hi)) {
      throw new BadRequestException("Cannot clamp between " + lo + " and " + hi + "; give the lower bound first");
    }
    double largest = Math.scalb(1.0, 62 - 2 * a.fractionBits());
    V y = x;
    if (lo > -largest) {
      y = a.add(y, a.relu(a.sub(lo, x)));
    }
    return hi < largest ? a.sub(y, a.relu(a.sub(x, hi))) : y;
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.map(in, x -> Math.max(lo, Math.min(x, hi)));
  }
}
