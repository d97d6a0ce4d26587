package io.parley.plan.onnx;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import java.util.Arrays;

/** The geometry of ONNX windows: explicit or automatic padding, and rounding up. */
final class Windows {
  /** The padding before and after one axis. */
  private record Padding(int before, int after) {}

  private Windows() {}

  /**
   * @param axes the axes that the attributes name: 2, or 1 of images of one row
   * @param ceil whether the last window may hang over the end; the padding after then fits it
   */
  static Conv2dSpec spec(OnnxNode node, int axes, Shape images, int kernelHeight, int kernelWidth, boolean ceil) {
    int[] strides = integers(node, "strides", axes, 1, 1);
    int[] dilations = integers(node, "dilations", axes, 1, 1);
    int[] pads = integers(node, "pads", axes, 0, 0, 0, 0);
    int[] kernel = axes == 1
        ? new int[]{1, node.integers("kernel_shape", kernelWidth)[0]}
        : node.integers("kernel_shape", kernelHeight, kernelWidth);
    if (kernel[0] != kernelHeight || kernel[1] != kernelWidth) {
      throw node.refusal("kernel_shape differs from the kernels' shape");
    }
    Padding rows = padding(node, 0, images.dim(2), kernelHeight, strides, dilations, pads, ceil);
    Padding columns = padding(node, 1, images.dim(3), kernelWidth, strides, dilations, pads, ceil);
    return new Conv2dSpec(kernelHeight, kernelWidth, strides[0], strides[1], rows.before, columns.before, rows.after,
        columns.after, dilations[0], dilations[1], node.integer("group", 1));
  }

  /** For each axis one number, or two. */
  private static int[] integers(OnnxNode node, String name, int axes, int... otherwise) {
    if (axes == 2) {
      return node.integers(name, otherwise);
    }
    int[] found = node.integers(name, Arrays.copyOf(otherwise, otherwise.length / 2));
    return found.length == 1
        ? new int[]{otherwise[0], found[0]}
        : new int[]{otherwise[0], found[0], otherwise[0], found[1]};
  }

  private static Padding padding(OnnxNode node, int axis, int length, int kernel, int[] strides, int[] dilations,
      int[] pads, boolean ceil) {
    int extent = (kernel - 1) * dilations[axis] + 1;
    int stride = strides[axis];
    String mode = node.text("auto_pad", "NOTSET");
    return switch (mode) {
      case "NOTSET", "" -> {
        Padding explicit = new Padding(pads[axis], pads[axis + 2]);
        yield ceil ? ceiling(explicit, length, extent, stride) : explicit;
      }
      case "VALID" -> ceil ? ceiling(new Padding(0, 0), length, extent, stride) : new Padding(0, 0);
      case "SAME_UPPER", "SAME_LOWER" -> {
        int windows = Math.ceilDiv(length, stride);
        int total = Math.max(0, (windows - 1) * stride + extent - length);
        int half = total / 2;
        yield mode.equals("SAME_UPPER") ? new Padding(half, total - half) : new Padding(total - half, half);
      }
      default -> throw node.refusal("auto_pad " + mode + " is unknown");
    };
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
