package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** The nearest elements along an axis. */
@Reference(group = Reference.Group.SHAPES,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape, with the length along the axis",
    meaning = "along the axis the element that is nearest to where each lies",
    edges = "rounding: floor, ceil, prefer_floor (halves go down) or prefer_ceil (up); beyond the ends are the "
        + "elements at the ends; coordinates: element i of the result lies at (i + ½)/scale − ½ of x (half_pixel; "
        + "pytorch_half_pixel: at 0 if the result has one element), at i·(n − 1)/(length − 1) (align_corners), or at "
        + "i/scale (asymmetric); an empty axis is refused",
    error = "exact; see docs/functions.md")
public record ResizeNearest(int axis, int length, double scale, Interpolation.Coordinates coordinates,
    Interpolation.Rounding rounding) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return Interpolation.resized(in.numbers(1), axis, length, scale, false);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    int from = Interpolation.length(a, x, axis);
    int[] sources = IntStream.range(0, length)
        .map(i -> Math.clamp(rounding.of(coordinates.of(i, from, length, scale)), 0, from - 1)).toArray();
    boolean repeats = from > 0 && length % from == 0
        && IntStream.range(0, length).allMatch(i -> sources[i] == i / (length / from));
    return repeats ? Interpolation.repeated(a, x, axis, length / from) : Indexing.gather(a, x, axis, sources);
  }
}
