package io.parley.onnx;

import io.parley.crypto.Conv2dSpec;
import io.parley.plan.formulas.AxisWindow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The geometry of ONNX windows along each axis: explicit or automatic padding, and rounding up. */
final class Windows {
  /** The padding before and after one axis. */
  private record Padding(int before, int after) {}

  private final OnnxNode node;
  private final int[] kernel;
  private final int[] strides;
  private final int[] dilations;
  private final int[] pads;

  private Windows(OnnxNode node, int... kernel) {
    this.node = node;
    this.kernel = kernel;
    this.strides = node.integers("strides", filled(kernel.length, 1));
    this.dilations = node.integers("dilations", filled(kernel.length, 1));
    this.pads = node.integers("pads", filled(2 * kernel.length, 0));
    if (!Arrays.equals(node.integers("kernel_shape", kernel), kernel)) {
      throw node.refusal("kernel_shape differs from the kernels' shape");
    }
  }

  private static int[] filled(int length, int value) {
    int[] result = new int[length];
    Arrays.fill(result, value);
    return result;
  }

  /**
   * @param images whose axes after the second the window slides along
   * @param ceil whether the last window may hang over the end; the padding after then fits it
   */
  static List<AxisWindow> of(OnnxNode node, GraphValue images, int[] kernel, boolean ceil) {
    Windows windows = new Windows(node, kernel);
    return IntStream.range(0, kernel.length).mapToObj(i -> windows.axis(i, images.shape().dim(i + 2), ceil)).toList();
  }

  /** Of a transposed convolution: the padding is cut off what it makes. */
  static List<AxisWindow> transposed(OnnxNode node, GraphValue images, int[] kernel, int... outputPadding) {
    Windows windows = new Windows(node, kernel);
    int[] lengths = node.integers("output_shape").map(ShapeOperators::ints).orElse(new int[0]);
    return IntStream.range(0, kernel.length).mapToObj(i -> {
      int length = images.shape().dim(i + 2);
      int made = windows.strides[i] * (length - 1) + windows.extent(i) + outputPadding[i];
      Padding padding = lengths.length > 0
          ? windows.halved(made - lengths[lengths.length - kernel.length + i])
          : windows.transposedPadding(i, made, length);
      return windows.window(i, padding);
    }).toList();
  }

  static Conv2dSpec plane(AxisWindow rows, AxisWindow columns, int groups) {
    return new Conv2dSpec(rows.kernel(), columns.kernel(), rows.stride(), columns.stride(), rows.padBefore(),
        columns.padBefore(), rows.padAfter(), columns.padAfter(), rows.dilation(), columns.dilation(), groups);
  }

  private AxisWindow axis(int axis, int length, boolean ceil) {
    return window(axis, padding(axis, length, ceil));
  }

  private AxisWindow window(int axis, Padding p) {
    return new AxisWindow(kernel[axis], strides[axis], p.before, p.after, dilations[axis]);
  }

  private int extent(int axis) {
    return (kernel[axis] - 1) * dilations[axis] + 1;
  }

  private Padding explicit(int axis) {
    return new Padding(pads[axis], pads[axis + kernel.length]);
  }

  private String mode() {
    return node.text("auto_pad", "NOTSET");
  }

  private Padding padding(int axis, int length, boolean ceil) {
    int extent = extent(axis);
    int stride = strides[axis];
    return switch (mode()) {
      case "NOTSET", "" -> ceil ? ceiling(explicit(axis), length, extent, stride) : explicit(axis);
      case "VALID" -> ceil ? ceiling(new Padding(0, 0), length, extent, stride) : new Padding(0, 0);
      case "SAME_UPPER", "SAME_LOWER" -> {
        int windows = Math.ceilDiv(length, stride);
        int total = Math.max(0, (windows - 1) * stride + extent - length);
        yield halved(total);
      }
      default -> throw node.refusal("auto_pad " + mode() + " is unknown");
    };
  }

  private Padding transposedPadding(int axis, int made, int length) {
    return switch (mode()) {
      case "NOTSET", "" -> explicit(axis);
      case "VALID" -> new Padding(0, 0);
      case "SAME_UPPER", "SAME_LOWER" -> halved(made - length * strides[axis]);
      default -> throw node.refusal("auto_pad " + mode() + " is unknown");
    };
  }

  private Padding halved(int total) {
    if (total < 0) {
      throw node.refusal("makes " + -total + " elements less than output_shape along an axis; use output_padding");
    }
    return mode().equals("SAME_UPPER")
        ? new Padding(total / 2, total - total / 2)
        : new Padding(total - total / 2, total / 2);
  }

  /**
   * Just the padding that the last window needs. One that would start behind the data is left out, as ONNX has it.
   */
  private static Padding ceiling(Padding p, int length, int extent, int stride) {
    int windows = Math.ceilDiv(length + p.before + p.after - extent, stride) + 1;
    if ((windows - 1) * stride >= length + p.before) {
      windows--;
    }
    return new Padding(p.before, Math.max(0, (windows - 1) * stride + extent - length - p.before));
  }
}
