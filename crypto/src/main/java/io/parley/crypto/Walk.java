package io.parley.crypto;

import java.util.Arrays;

/**
 * A walk over two arrays at once: a dense one in row-major order of {@code dims}, and another by a step per axis. Axes
 * of length 1 are dropped and axes that continue each other merged, so that the innermost runs are long.
 */
final class Walk {
  /** The side of the squares in which a transposition goes, so that both arrays see whole cache lines. */
  private static final int SQUARE = 16;

  private final int[] dims;
  private final int[] steps;
  private final int[] denseSteps;
  private final int last;
  /** The two last axes are walked as squares: the other array is contiguous along the last but one. */
  private final boolean squares;

  Walk(Shape shape, int[] steps) {
    int[] d = new int[shape.rank() + 1];
    int[] s = new int[shape.rank() + 1];
    int rank = 0;
    for (int i = 0; i < shape.rank(); i++) {
      int dim = shape.dim(i);
      if (rank > 0 && dim > 1 && s[rank - 1] == steps[i] * dim) {
        d[rank - 1] *= dim;
        s[rank - 1] = steps[i];
      } else if (dim != 1) {
        d[rank] = dim;
        s[rank++] = steps[i];
      }
    }
    if (rank == 0) {
      d[rank++] = 1;
    }
    this.dims = Arrays.copyOf(d, rank);
    this.steps = Arrays.copyOf(s, rank);
    this.denseSteps = Shape.of(dims).strides();
    this.last = rank - 1;
    int unit = last;
    while (unit >= 0 && this.steps[unit] != 1) {
      unit--;
    }
    this.squares = unit >= 0 && unit < last && this.steps[last] > 1;
    if (squares) {
      for (int[] axes : new int[][]{dims, this.steps, denseSteps}) {
        int moved = axes[unit];
        System.arraycopy(axes, unit + 1, axes, unit, last - 1 - unit);
        axes[last - 1] = moved;
      }
    }
  }

  /** Fills the dense array from the other, walked from {@code from} on. */
  void gather(long[] in, int from, long[] dense) {
    gather(0, in, from, dense, 0);
  }

  private void gather(int axis, long[] in, int from, long[] out, int to) {
    if (axis == last) {
      strided(in, from, steps[axis], out, to, dims[axis]);
    } else if (axis == last - 1 && squares) {
      transpose(in, from, out, to);
    } else {
      for (int i = 0; i < dims[axis]; i++) {
        gather(axis + 1, in, from + i * steps[axis], out, to + i * denseSteps[axis]);
      }
    }
  }

  private void transpose(long[] in, int from, long[] out, int to) {
    int rows = dims[last - 1];
    int columns = dims[last];
    for (int row = 0; row < rows; row += SQUARE) {
      for (int column = 0; column < columns; column += SQUARE) {
        int endColumn = Math.min(columns, column + SQUARE);
        for (int r = row; r < Math.min(rows, row + SQUARE); r++) {
          for (int c = column, p = from + r + c * steps[last]; c < endColumn; c++, p += steps[last]) {
            out[to + r * denseSteps[last - 1] + c] = in[p];
          }
        }
      }
    }
  }

  /** count words that are {@code step} apart, next to each other. */
  static void strided(long[] in, int from, int step, long[] out, int to, int count) {
    if (count == 0) {
      return;
    }
    if (step == 1) {
      System.arraycopy(in, from, out, to, count);
    } else if (step == 0) {
      Arrays.fill(out, to, to + count, in[from]);
    } else {
      for (int i = 0, p = from; i < count; i++, p += step) {
        out[to + i] = in[p];
      }
    }
  }

  /** Adds each word of the dense array to the word of {@code out} that the walk is at. */
  void scatterAdd(long[] dense, long[] out) {
    if (dense.length > 0) {
      scatterAdd(0, dense, 0, out, 0);
    }
  }

  private void scatterAdd(int axis, long[] in, int from, long[] out, int to) {
    if (axis < last) {
      for (int i = 0; i < dims[axis]; i++) {
        scatterAdd(axis + 1, in, from + i * denseSteps[axis], out, to + i * steps[axis]);
      }
    } else if (steps[axis] == 1) {
      RingKernels.get().add(in, from, out, to, out, to, dims[axis]);
    } else {
      long total = 0;
      for (int i = 0; i < dims[axis]; i++) {
        total += in[from + i * denseSteps[axis]];
      }
      out[to] += total;
    }
  }
}
