package io.parley.crypto;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The loops behind {@link Structure}. */
final class StructureKernels {
  private static final RawAccess RAW = RawAccess.grant();

  private StructureKernels() {}

  static Shape transposeShape(Shape x, List<Integer> permutation) {
    boolean[] seen = new boolean[x.rank()];
    if (permutation.size() != x.rank()) {
      throw new IllegalArgumentException("Permutation " + permutation + " does not fit shape " + x);
    }
    int[] out = new int[x.rank()];
    for (int i = 0; i < out.length; i++) {
      int p = permutation.get(i);
      if (p < 0 || p >= out.length || seen[p]) {
        throw new IllegalArgumentException("Permutation " + permutation + " does not fit shape " + x);
      }
      seen[p] = true;
      out[i] = x.dim(p);
    }
    return Shape.of(out);
  }

  static RingTensor transpose(RingTensor x, List<Integer> permutation) {
    Shape to = transposeShape(x.shape(), permutation);
    int[] strides = x.shape().strides();
    int[] steps = new int[to.rank()];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = strides[permutation.get(i)];
    }
    return gather(x, to, 0, steps);
  }

  static Shape sliceShape(Shape x, Structure.Slice s) {
    if (s.starts().size() != x.rank() || s.ends().size() != x.rank() || s.steps().size() != x.rank()) {
      throw new IllegalArgumentException("A slice of " + x + " needs a start, an end and a step for each axis");
    }
    int[] out = new int[x.rank()];
    for (int i = 0; i < out.length; i++) {
      int start = s.starts().get(i);
      int end = s.ends().get(i);
      int step = s.steps().get(i);
      if (start < 0 || end > x.dim(i) || start > end || step < 1) {
        throw new IllegalArgumentException("Slice " + start + ":" + end + ":" + step + " does not fit axis " + i
            + " of shape " + x);
      }
      out[i] = (end - start + step - 1) / step;
    }
    return Shape.of(out);
  }

  static RingTensor slice(RingTensor x, Structure.Slice s) {
    int[] strides = x.shape().strides();
    int[] steps = new int[strides.length];
    int from = 0;
    for (int i = 0; i < steps.length; i++) {
      from += s.starts().get(i) * strides[i];
      steps[i] = s.steps().get(i) * strides[i];
    }
    return gather(x, sliceShape(x.shape(), s), from, steps);
  }

  static WideTensor broadcast(WideTensor x, Shape to) {
    return WideTensor.of(broadcast(x.low(), to), broadcast(x.high(), to));
  }

  static RingTensor broadcast(RingTensor x, Shape to) {
    if (x.shape().equals(to)) {
      return x;
    }
    int[] strides = x.shape().strides();
    int[] steps = new int[to.rank()];
    int lead = to.rank() - strides.length;
    for (int i = lead; i < steps.length; i++) {
      steps[i] = x.shape().dim(i - lead) == 1 ? 0 : strides[i - lead];
    }
    return gather(x, to, 0, steps);
  }

  /** Element (i, j, …) of the result is element from + i·steps[0] + j·steps[1] + … of x. */
  private static RingTensor gather(RingTensor x, Shape to, int from, int[] steps) {
    long[] out = new long[to.size()];
    new Walk(to, steps).gather(x.words(RAW), from, out);
    return RingTensor.of(to, out);
  }

  /** The length of an axis that is made of others. */
  private static int sum(int... lengths) {
    long sum = Arrays.stream(lengths).asLongStream().sum();
    if (sum > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("An axis of length " + sum + " is longer than any can be");
    }
    return (int) sum;
  }

  static Shape concatShape(List<Shape> inputs, int axis) {
    int[] out = inputs.getFirst().dims();
    if (axis < 0 || axis >= out.length) {
      throw new IllegalArgumentException("Cannot concatenate " + inputs + " along axis " + axis);
    }
    out[axis] = 0;
    for (Shape s : inputs) {
      int[] dims = s.dims();
      if (dims.length != out.length) {
        throw new IllegalArgumentException("Cannot concatenate " + inputs + " along axis " + axis);
      }
      for (int i = 0; i < out.length; i++) {
        if (i != axis && dims[i] != out[i]) {
          throw new IllegalArgumentException("Cannot concatenate " + inputs + " along axis " + axis);
        }
      }
      out[axis] = sum(out[axis], dims[axis]);
    }
    return Shape.of(out);
  }

  static RingTensor concat(List<RingTensor> inputs, int axis) {
    Shape to = concatShape(inputs.stream().map(RingTensor::shape).toList(), axis);
    long[] out = new long[to.size()];
    int inner = 1;
    for (int i = axis + 1; i < to.rank(); i++) {
      inner *= to.dim(i);
    }
    int row = to.dim(axis) * inner;
    int from = 0;
    for (RingTensor x : inputs) {
      long[] in = x.words(RAW);
      int run = x.shape().dim(axis) * inner;
      for (int i = 0, o = from; run > 0 && i < in.length; i += run, o += row) {
        System.arraycopy(in, i, out, o, run);
      }
      from += run;
    }
    return RingTensor.of(to, out);
  }

  static Shape padShape(Shape x, Structure.Pad p) {
    if (p.before().size() != x.rank() || p.after().size() != x.rank()) {
      throw new IllegalArgumentException("Padding of " + x + " needs two widths for each axis");
    }
    int[] out = x.dims();
    for (int i = 0; i < out.length; i++) {
      if (p.before().get(i) < 0 || p.after().get(i) < 0) {
        throw new IllegalArgumentException("Paddings must not be negative");
      }
      out[i] = sum(out[i], p.before().get(i), p.after().get(i));
    }
    return Shape.of(out);
  }

  static RingTensor pad(RingTensor x, Structure.Pad p) {
    Shape to = padShape(x.shape(), p);
    long[] in = x.words(RAW);
    long[] out = new long[to.size()];
    int rank = to.rank();
    int inner = rank == 0 ? 1 : x.shape().dim(-1);
    int[] strides = to.strides();
    int[] index = new int[rank];
    for (int i = 0; inner > 0 && i < in.length; i += inner) {
      int at = 0;
      for (int axis = 0; axis < rank; axis++) {
        at += (index[axis] + p.before().get(axis)) * strides[axis];
      }
      System.arraycopy(in, i, out, at, inner);
      for (int axis = rank - 2; axis >= 0 && ++index[axis] == x.shape().dim(axis); axis--) {
        index[axis] = 0;
      }
    }
    return RingTensor.of(to, out);
  }

  static Shape windowShape(Shape x, Conv2dSpec w) {
    if (x.rank() != 4) {
      throw new IllegalArgumentException("A window needs an N×C×H×W tensor, not " + x);
    }
    int height = w.outHeight(x.dim(2));
    int width = w.outWidth(x.dim(3));
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("A window of " + w.kernelHeight() + "×" + w.kernelWidth()
          + " does not fit shape " + x);
    }
    return Shape.of(x.dim(0), x.dim(1), height, width);
  }

  static RingTensor windowTap(RingTensor x, Structure.WindowTap t) {
    Conv2dSpec w = t.window();
    Shape to = windowShape(x.shape(), w);
    int height = x.shape().dim(2);
    int width = x.shape().dim(3);
    int[] rows = taps(to.dim(2), w.strideHeight(), w.padTop(), w.dilationHeight(), w.kernelHeight(), t.row(), height,
        t.clamp());
    int[] columns = taps(to.dim(3), w.strideWidth(), w.padLeft(), w.dilationWidth(), w.kernelWidth(), t.column(),
        width, t.clamp());
    boolean inside = columns[0] >= 0 && columns[columns.length - 1] >= 0
        && columns[columns.length - 1] - columns[0] == (columns.length - 1) * w.strideWidth();
    long[] in = x.words(RAW);
    long[] out = new long[to.size()];
    int o = 0;
    for (int plane = 0, planes = to.dim(0) * to.dim(1); plane < planes; plane++) {
      for (int row : rows) {
        int from = (plane * height + row) * width;
        if (row >= 0 && inside) {
          Walk.strided(in, from + columns[0], w.strideWidth(), out, o, columns.length);
        } else if (row >= 0) {
          for (int i = 0; i < columns.length; i++) {
            out[o + i] = columns[i] < 0 ? 0 : in[from + columns[i]];
          }
        }
        o += columns.length;
      }
    }
    return RingTensor.of(to, out);
  }

  /** The input coordinate of one tap for each window along an axis; −1 where it falls into the padding. */
  private static int[] taps(int windows, int stride, int pad, int dilation, int kernel, int tap, int length,
      boolean clamp) {
    int[] at = new int[windows];
    for (int i = 0; i < windows; i++) {
      int first = i * stride - pad;
      int p = first + tap * dilation;
      if (clamp) {
        for (int k = 0; (p < 0 || p >= length) && k < kernel; k++) {
          p = first + k * dilation;
        }
      }
      at[i] = p < 0 || p >= length ? -1 : p;
    }
    return at;
  }

  static Shape sumShape(Shape x, Structure.SumAxes s) {
    boolean[] summed = summed(x, s);
    return Shape.of(IntStream.range(0, x.rank()).filter(i -> s.keep() || !summed[i])
        .map(i -> summed[i] ? 1 : x.dim(i)).toArray());
  }

  private static boolean[] summed(Shape x, Structure.SumAxes s) {
    boolean[] summed = new boolean[x.rank()];
    for (int axis : s.axes()) {
      if (axis < 0 || axis >= x.rank() || summed[axis]) {
        throw new IllegalArgumentException("Cannot sum " + x + " over axes " + s.axes());
      }
      summed[axis] = true;
    }
    return summed;
  }

  /** Sums the low words in halves of 32 bits, of which 2^31 cannot pass 2^64, for the sake of the carries. */
  static WideTensor sum(WideTensor x, Structure.SumAxes s) {
    long[] low = x.low().words(RAW);
    RingTensor upper = sum(RingTensor.of(x.shape(), WideKernels.limb(low, 32, 32)), s);
    RingTensor lower = sum(RingTensor.of(x.shape(), WideKernels.limb(low, 0, 32)), s);
    return WideTensor.ofUnsigned(upper).shiftLeft(32).add(lower).addHigh(sum(x.high(), s));
  }

  static RingTensor sum(RingTensor x, Structure.SumAxes s) {
    Shape from = x.shape();
    boolean[] summed = summed(from, s);
    Shape to = sumShape(from, s);
    int[] steps = new int[from.rank()];
    int step = 1;
    for (int i = from.rank() - 1; i >= 0; i--) {
      if (!summed[i]) {
        steps[i] = step;
        step *= from.dim(i);
      }
    }
    long[] out = new long[to.size()];
    new Walk(from, steps).scatterAdd(x.words(RAW), out);
    return RingTensor.of(to, out);
  }
}
