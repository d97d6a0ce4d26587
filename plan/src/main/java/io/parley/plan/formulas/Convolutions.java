package io.parley.plan.formulas;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import java.util.ArrayList;
import java.util.List;

/** Convolutions along one, two or three axes, there and back: one product each. */
public final class Convolutions {
  private Convolutions() {}

  /** N×C×L with O×(C/groups)×K kernels. */
  public static <V> V conv1d(Algebra<V> a, V x, V kernels, AxisWindow window, int groups) {
    requireRank(a.shape(x), 3, "conv1d");
    requireRank(a.shape(kernels), 3, "conv1d");
    return withoutRow(a, a.conv2d(withRow(a, x), withRow(a, kernels), window.asRow(groups)));
  }

  /**
   * N×C×D×H×W with O×(C/groups)×KD×KH×KW kernels. The layers that a kernel sees become channels of images.
   *
   * @param plane of each layer, with the groups
   */
  public static <V> V conv3d(Algebra<V> a, V x, V kernels, AxisWindow depth, Conv2dSpec plane) {
    requireRank(a.shape(x), 5, "conv3d");
    requireRank(a.shape(kernels), 5, "conv3d");
    Shape shape = a.shape(x);
    Shape weights = a.shape(kernels);
    int layers = depth.windows(shape.dim(2));
    if (layers < 1) {
      throw new BadRequestException("A kernel of depth " + depth.kernel() + " does not fit shape " + shape
          + "; pad the layers");
    }
    V padded = depth.padBefore() + depth.padAfter() == 0 ? x : a.pad(x, 2, depth.padBefore(), depth.padAfter());
    List<V> taps = new ArrayList<>();
    for (int tap = 0; tap < depth.kernel(); tap++) {
      int from = tap * depth.dilation();
      V seen = a.slice(padded, 2, from, from + (layers - 1) * depth.stride() + 1, depth.stride());
      taps.add(a.reshape(seen, shape.dim(0), shape.dim(1), 1, layers, shape.dim(3), shape.dim(4)));
    }
    V stacked = a.transpose(a.concat(2, taps), List.of(0, 3, 1, 2, 4, 5));
    V images = a.reshape(stacked, shape.dim(0) * layers, shape.dim(1) * depth.kernel(), shape.dim(3), shape.dim(4));
    V flat = a.reshape(kernels, weights.dim(0), weights.dim(1) * weights.dim(2), weights.dim(3), weights.dim(4));
    V result = a.conv2d(images, flat, plane);
    Shape out = a.shape(result);
    return a.transpose(a.reshape(result, shape.dim(0), layers, out.dim(1), out.dim(2), out.dim(3)),
        List.of(0, 2, 1, 3, 4));
  }

  /** The transpose of {@link #conv1d}: N×C×L with C×(O/groups)×K kernels. */
  public static <V> V transposed1d(Algebra<V> a, V x, V kernels, AxisWindow window, int outputPadding, int groups) {
    requireRank(a.shape(x), 3, "conv-transpose1d");
    requireRank(a.shape(kernels), 3, "conv-transpose1d");
    return withoutRow(a,
        transposed2d(a, withRow(a, x), withRow(a, kernels), window.asRow(groups), 0, outputPadding));
  }

  /**
   * The transpose of a convolution, as gradients and upsampling need it: N×C×H×W with C×(O/groups)×KH×KW kernels give
   * N×O×((H − 1)·stride − padding + dilation·(KH − 1) + outputPadding + 1)×…: zeros between the elements, then a
   * convolution with the kernels turned by half; where kernels do not overlap, one of single elements.
   *
   * @param outputHeight more rows at the end; outputWidth likewise columns
   */
  public static <V> V transposed2d(Algebra<V> a, V x, V kernels, Conv2dSpec spec, int outputHeight, int outputWidth) {
    requireRank(a.shape(x), 4, "conv-transpose2d");
    requireRank(a.shape(kernels), 4, "conv-transpose2d");
    Shape shape = a.shape(x);
    Shape weights = a.shape(kernels);
    int groups = spec.groups();
    if (weights.dim(0) != shape.dim(1) || shape.dim(1) % groups != 0) {
      throw new BadRequestException("Kernels of shape " + weights + " do not fit images of shape " + shape + " in "
          + groups + " groups; they need shape [" + shape.dim(1) + ", o, kh, kw]");
    }
    // C×(O/groups)×KH×KW as O×(C/groups)×KH×KW.
    int perGroup = weights.dim(1);
    V split = a.reshape(kernels, groups, shape.dim(1) / groups, perGroup, weights.dim(2), weights.dim(3));
    V swapped = a.transpose(split, List.of(0, 2, 1, 3, 4));
    Shape toOutput = Shape.of(groups * perGroup, shape.dim(1) / groups, weights.dim(2), weights.dim(3));
    V wide = tiles(spec)
        ? tiled(a, x, a.reshape(swapped, toOutput), groups)
        : overlapping(a, x, a.reshape(swapped, toOutput), spec);
    V rows = cropped(a, wide, 2, spec.padTop(), spec.padBottom() - outputHeight);
    return cropped(a, rows, 3, spec.padLeft(), spec.padRight() - outputWidth);
  }

  private static boolean tiles(Conv2dSpec s) {
    return s.kernelHeight() == s.strideHeight() && s.kernelWidth() == s.strideWidth()
        && s.dilationHeight() == 1 && s.dilationWidth() == 1;
  }

  /** Each element becomes a tile of its own. */
  private static <V> V tiled(Algebra<V> a, V x, V kernels, int groups) {
    Shape k = a.shape(kernels);
    Shape in = a.shape(x);
    V each = a.reshape(a.transpose(kernels, List.of(0, 2, 3, 1)), k.dim(0) * k.dim(2) * k.dim(3), k.dim(1), 1, 1);
    V tiles = a.conv2d(x, each, Conv2dSpec.of(1, 1).withGroups(groups));
    V apart = a.reshape(tiles, in.dim(0), k.dim(0), k.dim(2), k.dim(3), in.dim(2), in.dim(3));
    return a.reshape(a.transpose(apart, List.of(0, 1, 4, 2, 5, 3)), in.dim(0), k.dim(0), in.dim(2) * k.dim(2),
        in.dim(3) * k.dim(3));
  }

  /** All that any tap of a kernel reaches. */
  private static <V> V overlapping(Algebra<V> a, V x, V kernels, Conv2dSpec s) {
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
  private static <V> V cropped(Algebra<V> a, V x, int axis, int first, int last) {
    V more = last < 0 ? a.pad(x, axis, 0, -last) : x;
    int n = a.shape(more).dim(axis);
    int end = n - Math.max(0, last);
    if (first >= end) {
      throw new BadRequestException("A padding of " + first + " and " + last + " leaves nothing of " + n
          + " elements along axis " + axis + "; use less padding");
    }
    return first == 0 && end == n ? more : a.slice(more, axis, first, end);
  }

  private static <V> V withRow(Algebra<V> a, V x) {
    Shape s = a.shape(x);
    return a.reshape(x, s.dim(0), s.dim(1), 1, s.dim(2));
  }

  private static <V> V withoutRow(Algebra<V> a, V x) {
    Shape s = a.shape(x);
    return a.reshape(x, s.dim(0), s.dim(1), s.dim(3));
  }

  static void requireRank(Shape shape, int rank, String op) {
    if (shape.rank() != rank) {
      throw new BadRequestException("The operands of " + op + " need " + rank + " axes, but one has shape " + shape);
    }
  }
}
