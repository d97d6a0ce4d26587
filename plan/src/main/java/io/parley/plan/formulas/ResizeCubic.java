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

/**
 * Cubics through four neighbours along an axis, by Keys' kernel; beyond the ends, the elements at the ends.
 *
 * @param slope usually −0.75 or −0.5
 */
@Reference(group = Reference.Group.SHAPES,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape, with the length along the axis",
    meaning = "along the axis a cubic through the four neighbours of where each element lies, by Keys' kernel of the "
        + "slope",
    edges = "beyond the ends are the elements at the ends; coordinates: element i of the result lies at (i + "
        + "½)/scale − ½ of x (half_pixel; pytorch_half_pixel: at 0 if the result has one element), at i·(n − "
        + "1)/(length − 1) (align_corners), or at i/scale (asymmetric); an empty axis is refused",
    error = "8 units for |x| ≤ 10")
public record ResizeCubic(int axis, int length, double scale, Interpolation.Coordinates coordinates,
    double slope) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.require(Double.isFinite(slope), "the slope has to be finite, not " + slope);
    return Interpolation.resized(in.numbers(1), axis, length, scale, true);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    int from = Interpolation.length(a, x, axis);
    Effort.constant((long) length * from);
    double[] weights = new double[length * from];
    for (int i = 0; i < length; i++) {
      double at = coordinates.of(i, from, length, scale);
      int left = (int) Math.floor(at);
      for (int tap = left - 1; tap <= left + 2; tap++) {
        weights[i * from + Math.clamp(tap, 0, from - 1)] += Interpolation.keys(Math.abs(at - tap), slope);
      }
    }
    return Matrices.along(a, Values.of(Shape.of(length, from), weights), x, axis);
  }
}
