package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** Lines between neighbours along an axis; beyond the ends, the elements at the ends. */
public record ResizeLinear(int axis, int length, double scale,
    Interpolation.Coordinates coordinates) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return Interpolation.resized(in.numbers(1), axis, length, scale, true);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    int from = Interpolation.length(a, x, axis);
    double[] weights = new double[length * from];
    for (int i = 0; i < length; i++) {
      double at = Math.clamp(coordinates.of(i, from, length, scale), 0, from - 1);
      int left = (int) at;
      weights[i * from + left] += 1 - (at - left);
      weights[i * from + Math.min(left + 1, from - 1)] += at - left;
    }
    return Matrices.along(a, Values.of(Shape.of(length, from), weights), x, axis);
  }
}
