package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Interval;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** What ops of norms and spreads share. */
final class Normed {
  /** Of the most elements that a tensor has. */
  static final double MOST_ROOT = Math.sqrt(Operands.MOST_ELEMENTS);

  private Normed() {}

  static TensorType type(Operands in, List<Integer> axes, double epsilon) {
    in.axes(axes);
    in.require(epsilon >= 0 && Double.isFinite(epsilon), "ε is at least 0, not " + epsilon);
    in.require(count(in.shape(0), axes) > 0, "no elements have no mean; an axis of it is empty");
    return in.number(in.shape(0));
  }

  static TensorType spread(Operands in, List<Integer> axes, int correction, boolean keep) {
    in.axes(axes);
    int n = count(in.shape(0), axes);
    in.require(correction >= 0 && n > correction,
        "the variance of " + n + " elements with a correction of " + correction + " is not defined; use more elements");
    return in.number(in.reduced(axes, keep));
  }

  static double divisor(Shape shape, List<Integer> axes, int correction) {
    return count(shape, axes) - (double) correction;
  }

  private static int count(Shape shape, List<Integer> axes) {
    return axes.stream().mapToInt(shape::dim).reduce(1, Math::multiplyExact);
  }

  /** Of numbers over the root of the mean of their squares: where all but one are 0 that one is √n. */
  static Interval bounds(Interval x, double epsilon) {
    double most = epsilon == 0 ? MOST_ROOT : Math.min(MOST_ROOT, 2 * x.size() / Math.sqrt(epsilon));
    double error = epsilon == 0 ? most : Math.min(most, 3 * x.error() / Math.sqrt(epsilon));
    return new Interval(-most, most, error);
  }
}
