package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** The nearest elements along an axis. */
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
