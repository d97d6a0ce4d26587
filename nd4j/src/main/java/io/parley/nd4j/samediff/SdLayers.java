package io.parley.nd4j.samediff;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.Function;
import io.parley.plan.formulas.Attention;
import io.parley.plan.formulas.Normalisations;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Layers of networks. */
final class SdLayers {
  private static final List<Integer> TO_NCHW = List.of(0, 3, 1, 2);
  private static final List<Integer> TO_NHWC = List.of(0, 2, 3, 1);
  private static final int DATA_FORMAT_OF_CONVOLUTIONS = 9;
  private static final int DATA_FORMAT_OF_POOLS = 10;

  private SdLayers() {}

  static void list(Map<String, SdOperators.Operator> t) {
    SdOperators.one(t, "matmul", SdLayers::matmul);
    SdOperators.one(t, "xw_plus_b", SdLayers::linear);
    SdOperators.one(t, "relu_layer", (a, n) -> a.relu(linear(a, n)));
    SdOperators.one(t, "biasadd", (a, n) -> a.add(n.x(), n.flag(0) ? along(a, n.x(1), n.rank(), 1) : n.x(1)));
    SdOperators.one(t, "batchnorm", SdLayers::batchNorm);
    SdOperators.one(t, "layer_norm", SdLayers::layerNorm);
    SdOperators.one(t, "standardize", (a, n) -> Normalisations.standardise(a, n.x(), n.axes(), 0));
    SdOperators.one(t, "conv2d", SdLayers::conv2d);
    SdOperators.one(t, "depthwise_conv2d", SdLayers::depthwise);
    SdOperators.one(t, "dot_product_attention", SdLayers::attention);
    SdOperators.one(t, "maxpool2d", (a, n) -> pooled(a, n, a.maxPool(pixels(a, n, DATA_FORMAT_OF_POOLS), window(n,
        DATA_FORMAT_OF_POOLS, n.integer(0, 1), n.integer(1, 1)))));
    SdOperators.one(t, "avgpool2d", (a, n) -> pooled(a, n, a.averagePool(pixels(a, n, DATA_FORMAT_OF_POOLS), window(n,
        DATA_FORMAT_OF_POOLS, n.integer(0, 1), n.integer(1, 1)), n.integer(9, 0) == 1)));
  }

  private static SdValue matmul(SdAlgebra a, SdNode n) {
    SdValue x = n.integer(0, 0) == 1 ? swapped(a, n.x()) : n.x();
    SdValue y = n.integer(1, 0) == 1 ? swapped(a, n.x(1)) : n.x(1);
    SdValue product = a.matmul(x, y);
    return n.integer(2, 0) == 1 ? swapped(a, product) : product;
  }

  private static SdValue swapped(SdAlgebra a, SdValue x) {
    int rank = x.shape().rank();
    return a.transpose(x, IntStream.range(0, rank)
        .map(i -> i == rank - 1 ? rank - 2 : i == rank - 2 ? rank - 1 : i).boxed().toList());
  }

  private static SdValue linear(SdAlgebra a, SdNode n) {
    return a.add(matmul(a, n), n.x(2));
  }

  /** A vector along one axis of tensors of a rank. */
  private static SdValue along(SdAlgebra a, SdValue vector, int rank, int axis) {
    int[] dims = new int[rank];
    Arrays.fill(dims, 1);
    dims[axis] = vector.shape().size();
    return a.reshape(vector, Shape.of(dims));
  }

  private static SdValue batchNorm(SdAlgebra a, SdNode n) {
    boolean scaled = n.integer(0, 0) == 1;
    int axis = n.axis(n.integer(2, 1));
    SdValue factor = a.apply(Function.RSQRT, a.add(n.x(2), n.real(0, 1e-5)));
    if (scaled) {
      factor = a.mul(factor, n.x(3));
    }
    SdValue apart = a.sub(n.x(), along(a, n.x(1), n.rank(), axis));
    SdValue normal = a.mul(apart, along(a, factor, n.rank(), axis));
    return n.integer(1, 0) == 1 ? a.add(normal, along(a, n.x(scaled ? 4 : 3), n.rank(), axis)) : normal;
  }

  private static SdValue layerNorm(SdAlgebra a, SdNode n) {
    int axis = n.flag(0) ? 1 : n.rank() - 1;
    List<Integer> axes = Arrays.stream(n.integers()).map(n::axis).boxed().toList();
    SdValue scaled = a.mul(Normalisations.standardise(a, n.x(), axes, 0), along(a, n.x(1), n.rank(), axis));
    return n.has(2) ? a.add(scaled, along(a, n.x(2), n.rank(), axis)) : scaled;
  }

  /** Kernels are KH×KW×C×O, O×C×KH×KW or O×KH×KW×C, as the graph says. */
  private static SdValue conv2d(SdAlgebra a, SdNode n) {
    SdValue kernels = switch (n.integer(10, 0)) {
      case 0 -> a.transpose(n.x(1), List.of(3, 2, 0, 1));
      case 1 -> n.x(1);
      case 2 -> a.transpose(n.x(1), List.of(0, 3, 1, 2));
      default -> throw n.refusal("has kernels of an unknown format");
    };
    int height = kernels.shape().dim(2);
    int width = kernels.shape().dim(3);
    return convolved(a, n, kernels, window(n, DATA_FORMAT_OF_CONVOLUTIONS, height, width));
  }

  /** Kernels are KH×KW×C×M: M of their own for each channel. */
  private static SdValue depthwise(SdAlgebra a, SdNode n) {
    if (n.integer(10, 0) != 0) {
      throw n.refusal("has kernels of another format than KH×KW×C×M");
    }
    Shape k = n.x(1).shape();
    SdValue kernels = a.reshape(a.transpose(n.x(1), List.of(2, 3, 0, 1)),
        Shape.of(k.dim(2) * k.dim(3), 1, k.dim(0), k.dim(1)));
    return convolved(a, n, kernels,
        window(n, DATA_FORMAT_OF_CONVOLUTIONS, k.dim(0), k.dim(1)).withGroups(k.dim(2)));
  }

  private static SdValue convolved(SdAlgebra a, SdNode n, SdValue kernels, Conv2dSpec window) {
    SdValue result = a.conv2d(pixels(a, n, DATA_FORMAT_OF_CONVOLUTIONS), kernels, window);
    SdValue moved = n.has(2) ? a.add(result, along(a, n.x(2), 4, 1)) : result;
    return channelsLast(n, DATA_FORMAT_OF_CONVOLUTIONS) ? a.transpose(moved, TO_NHWC) : moved;
  }

  /** Queries, keys and values are …×D×L. */
  private static SdValue attention(SdAlgebra a, SdNode n) {
    if (n.has(3) || n.integer(1, 0) == 1) {
      throw n.refusal("has a mask, or gives its weights");
    }
    double scale = n.integer(0, 0) == 1 ? 1 / Math.sqrt(n.x(1).shape().dim(-2)) : 1;
    return swapped(a, Attention.scaledDotProduct(a, swapped(a, n.x()), swapped(a, n.x(1)), swapped(a, n.x(2)), scale,
        Optional.empty()));
  }

  private static SdValue pooled(SdAlgebra a, SdNode n, SdValue result) {
    return channelsLast(n, DATA_FORMAT_OF_POOLS) ? a.transpose(result, TO_NHWC) : result;
  }

  private static SdValue pixels(SdAlgebra a, SdNode n, int format) {
    return channelsLast(n, format) ? a.transpose(n.x(), TO_NCHW) : n.x();
  }

  private static boolean channelsLast(SdNode n, int format) {
    return n.integer(format, 0) == 1;
  }

  /** Kernel, strides, padding, dilation and padding mode are the arguments 0 to 8 of both. */
  private static Conv2dSpec window(SdNode n, int format, int kernelHeight, int kernelWidth) {
    int first = channelsLast(n, format) ? 1 : 2;
    int[] rows = padding(n, 0, n.x().shape().dim(first), kernelHeight);
    int[] columns = padding(n, 1, n.x().shape().dim(first + 1), kernelWidth);
    return new Conv2dSpec(kernelHeight, kernelWidth, n.integer(2, 1), n.integer(3, 1), rows[0], columns[0], rows[1],
        columns[1], dilation(n, 0), dilation(n, 1), 1);
  }

  private static int dilation(SdNode n, int axis) {
    return Math.max(1, n.integer(6 + axis, 1));
  }

  private static int[] padding(SdNode n, int axis, int length, int kernel) {
    int mode = n.integer(8, 0);
    if (mode > 1) {
      throw n.refusal("has causal padding");
    }
    int explicit = n.integer(4 + axis, 0);
    if (mode == 0) {
      return new int[]{explicit, explicit};
    }
    int stride = n.integer(2 + axis, 1);
    int extent = (kernel - 1) * dilation(n, axis) + 1;
    int total = Math.max(0, (Math.ceilDiv(length, stride) - 1) * stride + extent - length);
    return new int[]{total / 2, total - total / 2};
  }
}
