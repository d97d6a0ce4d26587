package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Effort;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** Lines between neighbours along an axis; beyond the ends, the elements at the ends. */
@Reference(group = Reference.Group.SHAPES,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape, with the length along the axis",
    meaning = "along the axis a line through the two neighbours of where each element lies",
    edges = "beyond the ends are the elements at the ends; coordinates: element i of the result lies at (i + "
        + "½)/scale − ½ of x (half_pixel; pytorch_half_pixel: at 0 if the result has one element), at i·(n − "
        + "1)/(length − 1) (align_corners), or at i/scale (asymmetric); an empty axis is refused",
    error = "1 unit for |x| ≤ 10 along one axis; see docs/functions.md")
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
    Effort.constant((long) length * from);
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
