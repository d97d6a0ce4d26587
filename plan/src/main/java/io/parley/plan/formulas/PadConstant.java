package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** A public value before and after each axis. */
@Reference(group = Reference.Group.SHAPES,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape, longer by before and after along each axis",
    meaning = "x with a public value around it",
    edges = "negative widths remove elements; axes that the lists leave out stay as they are; the value counts as "
        + "the nearest number of fixed point",
    error = "exact; see docs/functions.md")
public record PadConstant(List<Integer> before, List<Integer> after, double value) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    Padding.check(in.numbers(1), before, after);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    // Zeros around x − value are value around x.
    V y = value == 0 ? x : a.sub(x, value);
    for (int axis = 0; axis < before.size(); axis++) {
      y = Padding.cut(a, y, axis, before.get(axis), after.get(axis));
      int first = Math.max(0, before.get(axis));
      int last = Math.max(0, after.get(axis));
      y = first + last == 0 ? y : a.pad(y, axis, first, last);
    }
    return value == 0 ? y : a.add(y, value);
  }
}
