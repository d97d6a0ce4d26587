package io.parley.crypto;

import java.util.Arrays;

/** The dimensions of a tensor, outermost first, in row-major order. A scalar has rank 0 and size 1. */
public final class Shape {
  private final int[] dims;
  private final int size;

  private Shape(int[] dims) {
    long product = 1;
    for (int d : dims) {
      if (d < 0) {
        throw new IllegalArgumentException("Negative dimension in shape " + Arrays.toString(dims));
      }
      product *= d;
      if (product > Integer.MAX_VALUE - 64) {
        throw new IllegalArgumentException("Shape " + Arrays.toString(dims) + " has more than 2^31 elements");
      }
    }
    this.dims = dims;
    this.size = (int) product;
  }

  public static Shape of(int... dims) {
    return new Shape(dims.clone());
  }

  public int rank() {
    return dims.length;
  }

  /** The length of an axis; negative axes count from the end. */
  public int dim(int axis) {
    return dims[axis < 0 ? axis + dims.length : axis];
  }

  public int size() {
    return size;
  }

  public int[] dims() {
    return dims.clone();
  }

  /** Row-major strides, in elements. */
  public int[] strides() {
    int[] strides = new int[dims.length];
    int step = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= dims[i];
    }
    return strides;
  }

  /** The shape that both operands broadcast to, by NumPy's rules. */
  public static Shape broadcast(Shape x, Shape y) {
    int rank = Math.max(x.rank(), y.rank());
    int[] out = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int a = i <= x.rank() ? x.dim(-i) : 1;
      int b = i <= y.rank() ? y.dim(-i) : 1;
      if (a != b && a != 1 && b != 1) {
        throw new IllegalArgumentException("Shapes " + x + " and " + y + " do not broadcast");
      }
      out[rank - i] = a == 1 ? b : a;
    }
    return new Shape(out);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
