package io.parley.plan.formulas;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import java.util.List;

/** Convolutions along one, two or three axes, there and back: one product each. */
public final class Convolutions {
  private Convolutions() {}

  /** N×C×L with O×(C/groups)×K kernels. */
  public static <V> V conv1d(Algebra<V> a, V x, V kernels, AxisWindow window, int groups) {
    return a.apply(new Conv1d(window, groups), List.of(x, kernels));
  }

  /**
   * N×C×D×H×W with O×(C/groups)×KD×KH×KW kernels. The layers that a kernel sees become channels of images.
   *
   * @param plane of each layer, with the groups
   */
  public static <V> V conv3d(Algebra<V> a, V x, V kernels, AxisWindow depth, Conv2dSpec plane) {
    return a.apply(new Conv3d(depth, plane), List.of(x, kernels));
  }

  /** The transpose of {@link #conv1d}: N×C×L with C×(O/groups)×K kernels. */
  public static <V> V transposed1d(Algebra<V> a, V x, V kernels, AxisWindow window, int outputPadding, int groups) {
    return a.apply(new ConvTranspose1d(window, outputPadding, groups), List.of(x, kernels));
  }

  /**
   * The transpose of a convolution, as gradients and upsampling need it: N×C×H×W with C×(O/groups)×KH×KW kernels give
   * N×O×((H − 1)·stride − padding + dilation·(KH − 1) + outputPadding + 1)×…: zeros between the elements, then a
   * convolution with the kernels turned by half; where kernels do not overlap, one of single elements.
   *
   * @param outputHeight more rows at the end; outputWidth likewise columns
   */
  public static <V> V transposed2d(Algebra<V> a, V x, V kernels, Conv2dSpec spec, int outputHeight, int outputWidth) {
    return a.apply(new ConvTranspose2d(spec, outputHeight, outputWidth), List.of(x, kernels));
  }

  static boolean tiles(Conv2dSpec s) {
    return s.kernelHeight() == s.strideHeight() && s.kernelWidth() == s.strideWidth()
        && s.dilationHeight() == 1 && s.dilationWidth() == 1;
  }

  /** Each element becomes a tile of its own. */
  static <V> V tiled(Algebra<V> a, V x, V kernels, int groups) {
    Shape k = a.shape(kernels);
    Shape in = a.shape(x);
    V each = a.reshape(a.transpose(kernels, List.of(0, 2, 3, 1)), k.dim(0) * k.dim(2) * k.dim(3), k.dim(1), 1, 1);
    V tiles = a.conv2d(x, each, Conv2dSpec.of(1, 1).withGroups(groups));
    V apart = a.reshape(tiles, in.dim(0), k.dim(0), k.dim(2), k.dim(3), in.dim(2), in.dim(3));
    return a.reshape(a.transpose(apart, List.of(0, 1, 4, 2, 5, 3)), in.dim(0), k.dim(0), in.dim(2) * k.dim(2),
        in.dim(3) * k.dim(3));
  }

  /** All that any tap of a kernel reaches. */
  static <V> V overlapping(Algebra<V> a, V x, V kernels, Conv2dSpec s) {
    V spread = spread(a, spread(a, x, 2, s.strideHeight()), 3, s.strideWidth());
    int height = s.dilationHeight() * (s.kernelHeight() - 1);
    int width = s.dilationWidth() * (s.kernelWidth() - 1);
    V turned = Indexing.flip(a, Indexing.flip(a, kernels, 2), 3);
    return a.conv2d(spread, turned, new Conv2dSpec(s.kernelHeight(), s.kernelWidth(), 1, 1, height, width, height,
        width, s.dilationHeight(), s.dilationWidth(), s.groups()));
  }

  /** With stride − 1 zeros between the elements of an axis. */
  private static <V> V spread(Algebra<V> a, V x, int axis, int stride) {
    Shape shape = a.shape(x);
    int n = shape.dim(axis);
    if (stride == 1 || n == 0) {
      return x;
    }
    int[] dims = new int[shape.rank() + 1];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = i <= axis ? shape.dim(i) : i == axis + 1 ? 1 : shape.dim(i - 1);
    }
    V wide = a.reshape(a.pad(a.reshape(x, dims), axis + 1, 0, stride - 1), Axes.with(shape, axis, n * stride));
    return a.slice(wide, axis, 0, (n - 1) * stride + 1);
  }

  /** Without the first and last elements of an axis; with zeros instead, where there are fewer than none to remove. */
  static <V> V cropped(Algebra<V> a, V x, int axis, int first, int last) {
    V more = last < 0 ? a.pad(x, axis, 0, -last) : x;
    int n = a.shape(more).dim(axis);
    int end = n - Math.max(0, last);
    if (first >= end) {
      throw new BadRequestException("A padding of " + first + " and " + last + " leaves nothing of " + n
          + " elements along axis " + axis + "; use less padding");
    }
    return first == 0 && end == n ? more : a.slice(more, axis, first, end);
  }

  static <V> V withRow(Algebra<V> a, V x) {
    Shape s = a.shape(x);
    return a.reshape(x, s.dim(0), s.dim(1), 1, s.dim(2));
  }

  static <V> V withoutRow(Algebra<V> a, V x) {
    Shape s = a.shape(x);
    return a.reshape(x, s.dim(0), s.dim(1), s.dim(3));
  }

  static void requireRank(Shape shape, int rank, String op) {
    if (shape.rank() != rank) {
      throw new BadRequestException("The operands of " + op + " need " + rank + " axes, but one has shape " + shape);
    }
  }
}
