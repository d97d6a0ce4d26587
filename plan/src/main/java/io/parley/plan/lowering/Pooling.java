package io.parley.plan.lowering;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.Effort;
import io.parley.plan.Op;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * Window reductions as trees over the taps of the window: each tap is a tensor that holds one element of every window, so
 * a tree of depth ⌈log2 k²⌉ reduces all windows at once.
 */
final class Pooling {
  private final Expand expand;
  private final Conv2dSpec window;

  Pooling(Expand expand, Conv2dSpec window) {
    this.expand = expand;
    this.window = window;
  }

  int maximum(int x) {
    return isSeparable(expand.type(x).shape())
        ? tree(tree(x, columns(), true, expand::max), rows(), true, expand::max)
        : tree(x, window, true, expand::max);
  }

  int mean(int x, boolean countPadding) {
    IntBinaryOperator add = (a, b) -> expand.emit(new Op.Add(), a, b);
    int sum = tree(tree(x, columns(), false, add), rows(), false, add);
    int reciprocals = expand.constant(reciprocals(expand.type(x).shape(), countPadding),
        expand.type(x).fractionBits());
    return expand.emit(new Op.Product(new Bilinear.Mul(), 0), sum, reciprocals);
  }

  private int tree(int x, Conv2dSpec w, boolean clamp, IntBinaryOperator combine) {
    List<Integer> level = new ArrayList<>();
    for (int row = 0; row < w.kernelHeight(); row++) {
      for (int column = 0; column < w.kernelWidth(); column++) {
        level.add(expand.emit(new Op.Rearrange(new Structure.WindowTap(w, row, column, clamp)), x));
      }
    }
    while (level.size() > 1) {
      List<Integer> next = new ArrayList<>();
      for (int i = 0; i + 1 < level.size(); i += 2) {
        next.add(combine.applyAsInt(level.get(i), level.get(i + 1)));
      }
      if (level.size() % 2 == 1) {
        next.add(level.getLast());
      }
      level = next;
    }
    return level.getFirst();
  }

  /**
   * Whether to reduce rows and columns one after the other: neighbouring windows then share comparisons. Worth it if the
   * tree does not grow deeper, or at half the comparisons.
   */
  private boolean isSeparable(Shape in) {
    long out = (long) window.outHeight(in.dim(2)) * window.outWidth(in.dim(3));
    long together = (window.kernelHeight() * window.kernelWidth() - 1) * out;
    long apart = (window.kernelWidth() - 1L) * in.dim(2) * window.outWidth(in.dim(3))
        + (window.kernelHeight() - 1) * out;
    boolean deeper = depth(window.kernelHeight()) + depth(window.kernelWidth()) > depth(
        window.kernelHeight() * window.kernelWidth());
    return deeper ? 2 * apart <= together : apart <= together;
  }

  private static int depth(int leaves) {
    return 32 - Integer.numberOfLeadingZeros(leaves - 1);
  }

  private Conv2dSpec columns() {
    return new Conv2dSpec(1, window.kernelWidth(), 1, window.strideWidth(), 0, window.padLeft(), 0, window.padRight(),
        1, window.dilationWidth(), 1);
  }

  private Conv2dSpec rows() {
    return new Conv2dSpec(window.kernelHeight(), 1, window.strideHeight(), 1, window.padTop(), 0, window.padBottom(), 0,
        window.dilationHeight(), 1, 1);
  }

  /** One over the number of elements in each window: a scalar if they all have the same. */
  private Values reciprocals(Shape in, boolean countPadding) {
    int all = window.kernelHeight() * window.kernelWidth();
    int[] rows = hits(window.outHeight(in.dim(2)), rows().strideHeight(), window.padTop(), window.dilationHeight(),
        window.kernelHeight(), in.dim(2));
    int[] columns = hits(window.outWidth(in.dim(3)), window.strideWidth(), window.padLeft(), window.dilationWidth(),
        window.kernelWidth(), in.dim(3));
    Effort.constant((long) rows.length * columns.length);
    double[] out = new double[rows.length * columns.length];
    boolean uniform = true;
    for (int i = 0; i < out.length; i++) {
      int hits = rows[i / columns.length] * columns[i % columns.length];
      out[i] = 1.0 / hits;
      uniform &= hits == all;
    }
    return countPadding || uniform ? Values.scalar(1.0 / all) : Values.of(Shape.of(rows.length, columns.length), out);
  }

  /** How many taps of each window along an axis lie inside. */
  private static int[] hits(int windows, int stride, int pad, int dilation, int kernel, int length) {
    int[] hits = new int[windows];
    for (int i = 0; i < windows; i++) {
      for (int tap = 0; tap < kernel; tap++) {
        int at = i * stride - pad + tap * dilation;
        hits[i] += at >= 0 && at < length ? 1 : 0;
      }
    }
    return hits;
  }
}
