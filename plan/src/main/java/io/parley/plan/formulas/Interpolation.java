package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/**
 * Other lengths of axes. The nearest element is a local copy; a line or a cubic through elements is a product with a
 * public matrix for each axis.
 */
public final class Interpolation {
  /** Where the elements of the longer axis lie on the shorter one. */
  public enum Coordinates {
    /** Elements are intervals of equal length. */
    HALF_PIXEL,
    /** As HALF_PIXEL, but the only element of a result is the first. */
    PYTORCH_HALF_PIXEL,
    /** First and last elements stay where they are. */
    ALIGN_CORNERS,
    /** The first element stays where it is. */
    ASYMMETRIC;

    /** The place of element i, counted in elements of the axis that is resized. */
    public double of(int i, int from, int to, double scale) {
      return switch (this) {
        case HALF_PIXEL -> (i + 0.5) / scale - 0.5;
        case PYTORCH_HALF_PIXEL -> to > 1 ? (i + 0.5) / scale - 0.5 : 0;
        case ALIGN_CORNERS -> to > 1 ? (double) i * (from - 1) / (to - 1) : 0;
        case ASYMMETRIC -> i / scale;
      };
    }
  }

  /** Which element is the nearest. */
  public enum Rounding {
    FLOOR, CEIL,
    /** Down at halves. */
    PREFER_FLOOR,
    /** Up at halves. */
    PREFER_CEIL;

    int of(double x) {
      return (int) switch (this) {
        case FLOOR -> Math.floor(x);
        case CEIL -> Math.ceil(x);
        case PREFER_FLOOR -> Math.ceil(x - 0.5);
        case PREFER_CEIL -> Math.floor(x + 0.5);
      };
    }
  }

  private Interpolation() {}

  /** The nearest elements along an axis. */
  public static <V> V nearest(Algebra<V> a, V x, int axis, int length, double scale, Coordinates coordinates,
      Rounding rounding) {
    return a.apply(new ResizeNearest(axis, length, scale, coordinates, rounding), List.of(x));
  }

  /** Each element of an axis so many times: a local copy. */
  public static <V> V repeated(Algebra<V> a, V x, int axis, int times) {
    return a.apply(new Repeat(axis, times), List.of(x));
  }

  /** Lines between neighbours along an axis; beyond the ends, the elements at the ends. */
  public static <V> V linear(Algebra<V> a, V x, int axis, int length, double scale, Coordinates coordinates) {
    return a.apply(new ResizeLinear(axis, length, scale, coordinates), List.of(x));
  }

  /**
   * Cubics through four neighbours along an axis, by Keys' kernel; beyond the ends, the elements at the ends.
   *
   * @param slope usually −0.75 or −0.5
   */
  public static <V> V cubic(Algebra<V> a, V x, int axis, int length, double scale, Coordinates coordinates,
      double slope) {
    return a.apply(new ResizeCubic(axis, length, scale, coordinates, slope), List.of(x));
  }

  /** The type of an axis that gets another length; by a matrix for numbers with a fraction, or not. */
  static TensorType resized(Operands in, int axis, int length, double scale, boolean matrix) {
    in.axis(axis);
    int from = in.shape(0).dim(axis);
    in.require(from > 0, "axis " + axis + " is empty and cannot be resized");
    in.require(length >= 0, "no axis has length " + length);
    in.require(length == 0 || (Double.isFinite(scale) && scale > 0),
        "the scale has to be a number above 0, not " + scale);
    if (matrix) {
      in.require(in.fractionBits() > 0, "it takes numbers with fraction bits; convert the integers to numbers");
      in.elements((long) from * length);
    }
    return in.number(in.with(axis, length));
  }

  static double keys(double distance, double slope) {
    double d = distance;
    if (d <= 1) {
      return ((slope + 2) * d - (slope + 3)) * d * d + 1;
    }
    return d < 2 ? ((slope * d - 5 * slope) * d + 8 * slope) * d - 4 * slope : 0;
  }

  static <V> int length(Algebra<V> a, V x, int axis) {
    int length = a.shape(x).dim(axis);
    if (length == 0) {
      throw new BadRequestException("Axis " + axis + " of shape " + a.shape(x) + " is empty and cannot be resized");
    }
    return length;
  }
}
