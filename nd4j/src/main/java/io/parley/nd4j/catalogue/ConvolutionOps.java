package io.parley.nd4j.catalogue;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.formulas.Convolutions;
import io.parley.plan.formulas.Interpolation;
import java.util.Arrays;
import java.util.List;
import org.nd4j.enums.DataFormat;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv1DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/** Convolutions and pools. ND4J's kernels are KH×KW×C×O, ours O×C×KH×KW. */
final class ConvolutionOps {
  private static final Operand IMAGES = Operand.images(-2, 2);

  private ConvolutionOps() {}

  static void list(SupportTable t) {
    t.kind(Kind.CNN);
    convolutions(t);
    pools(t);
    blocks(t);
    VolumeOps.list(t);
    t.unsupported("its kernels overlap along the depth; trace it layer by layer with Convolutions", "NDCNN",
        "deconv3d");
    t.unsupported("it is how ND4J convolves inside; use conv2d", "NDCNN", "col2Im im2Col extractImagePatches");
    t.unsupported("where the maximum was is not tracked; use maxPooling2d", "NDCNN", "maxPoolWithArgmax");
    t.unsupported("a maximum of sums has no formula here; use conv2d and maxPooling2d", "NDCNN", "dilation2D");
    t.unsupported("use depthToSpace and spaceToDepth", "NDCNN", "batchToSpace spaceToBatch");
    images(t);
  }

  private static Conv2DConfig convolution() {
    return Conv2DConfig.builder().kH(3).kW(3).sH(1).sW(1).pH(0).pW(0).dH(1).dW(1).dataFormat("NCHW")
        .paddingMode(PaddingMode.VALID).build();
  }

  private static Pooling2DConfig pool() {
    return Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).pH(0).pW(0).dH(1).dW(1).isNHWC(false)
        .paddingMode(PaddingMode.VALID).build();
  }

  private static void convolutions(SupportTable t) {
    Operand kernels = Operand.of(-1, 1, 3, 3, 2, 4);
    t.calls("Op.Product", "N×O×OH×OW",
        (a, in) -> List.of(biased(a, a.conv2d(in.get(0), kernels(a, in.get(1)), window(in)), in, 2)),
        List.of(IMAGES, kernels, Operand.of(-1, 1, 4), convolution()), "NDCNN.conv2d");
    Operand depth = Operand.of(-1, 1, 3, 3, 2, 1);
    t.calls("Op.Product", "N×C×OH×OW", (a, in) -> List.of(biased(a, depthwise(a, in), in, 2)),
        List.of(IMAGES, depth, Operand.of(-1, 1, 2), convolution()), "NDCNN.depthWiseConv2d");
    t.calls("Op.Product", "N×O×OH×OW", (a, in) -> List.of(
        biased(a, a.conv2d(depthwise(a, in), kernels(a, in.get(2)), Conv2dSpec.of(1, 1)), in, 3)),
        List.of(IMAGES, depth, Operand.of(-1, 1, 1, 1, 2, 3), Operand.of(-1, 1, 3), convolution()),
        "NDCNN.separableConv2d");
    Conv1DConfig line = Conv1DConfig.builder().k(3).s(1).p(0).d(1).dataFormat("NCW").paddingMode(PaddingMode.VALID)
        .build();
    Operand signals = new Operand(n -> Shape.of(1, 2, Math.max(4, n / 2)), Operand.Content.REAL, -2, 2, true);
    t.calls("Op.Product", "N×O×OW", (a, in) -> List.of(biased(a, Convolutions.conv1d(a, in.get(0),
        a.transpose(in.get(1), List.of(2, 1, 0)), WindowConfigs.of(in.of(Conv1DConfig.class, 0)), 1), in, 2)),
        List.of(signals, Operand.of(-1, 1, 3, 2, 4), Operand.of(-1, 1, 4), line), "NDCNN.conv1d");
  }

  private static Conv2dSpec window(Arguments in) {
    return WindowConfigs.of(in.of(Conv2DConfig.class, 0));
  }

  private static Integer kernels(Algebra<Integer> a, Integer x) {
    return a.transpose(x, List.of(3, 2, 0, 1));
  }

  /** With the bias of each channel, if that tensor is given. */
  static Integer biased(Algebra<Integer> a, Integer x, Arguments in, int tensor) {
    return in.tensors().size() == tensor ? x : a.add(x, alongAxis(a, in.tensor(tensor), a.shape(x).rank(), 1));
  }

  /** A vector along an axis of what it broadcasts to. */
  static Integer alongAxis(Algebra<Integer> a, Integer vector, int rank, int axis) {
    int[] dims = new int[rank - axis];
    Arrays.fill(dims, 1);
    dims[0] = a.shape(vector).size();
    return a.reshape(vector, dims);
  }

  /** Kernels of its own for each channel. */
  private static Integer depthwise(Algebra<Integer> a, Arguments in) {
    Shape k = in.shape(1);
    Integer each = a.reshape(a.transpose(in.get(1), List.of(2, 3, 0, 1)), k.dim(2) * k.dim(3), 1, k.dim(0), k.dim(1));
    return a.conv2d(in.get(0), each, window(in).withGroups(k.dim(2)));
  }

  private static void pools(SupportTable t) {
    t.call("Op.MaxPool", "N×C×OH×OW", (a, in) -> a.maxPool(in.x(), WindowConfigs.of(in.of(Pooling2DConfig.class, 0))),
        List.of(IMAGES, pool()), "NDCNN.maxPooling2d");
    t.call("Op.AveragePool", "N×C×OH×OW",
        (a, in) -> a.averagePool(in.x(), WindowConfigs.of(in.of(Pooling2DConfig.class, 0)), false),
        List.of(IMAGES, pool()), "NDCNN.avgPooling2d");
  }

  private static void blocks(SupportTable t) {
    t.call("Structure.Broadcast", "N×C, times the scale", (a, in) -> {
      WindowConfigs.channelsFirst(in.flag(0, true) ? "NCHW" : "NHWC", "NCHW");
      int down = in.integer(0);
      return Interpolation.repeated(a, Interpolation.repeated(a, in.x(), 2, down), 3, in.integer(1, down));
    }, List.of(IMAGES, 2), "NDCNN.upsampling2d");
    t.call("Structure.Transpose", "N×4C×H/2×W/2", (a, in) -> {
      WindowConfigs.channelsFirst(in.of(DataFormat.class, 0));
      Shape s = in.shape(0);
      int b = in.integer(0);
      Integer apart = a.reshape(in.x(), s.dim(0), s.dim(1), s.dim(2) / b, b, s.dim(3) / b, b);
      return a.reshape(a.transpose(apart, List.of(0, 3, 5, 1, 2, 4)), s.dim(0), b * b * s.dim(1), s.dim(2) / b,
          s.dim(3) / b);
    }, List.of(IMAGES, 2, DataFormat.NCHW), "NDCNN.spaceToDepth");
    Operand deep = Operand.of(-2, 2, 1, 8, 3, 3);
    t.call("Structure.Transpose", "N×C/4×2H×2W", (a, in) -> {
      WindowConfigs.channelsFirst(in.of(DataFormat.class, 0));
      Shape s = in.shape(0);
      int b = in.integer(0);
      int channels = s.dim(1) / (b * b);
      Integer apart = a.reshape(in.x(), s.dim(0), b, b, channels, s.dim(2), s.dim(3));
      return a.reshape(a.transpose(apart, List.of(0, 3, 4, 1, 5, 2)), s.dim(0), channels, b * s.dim(2), b * s.dim(3));
    }, List.of(deep, 2, DataFormat.NCHW), "NDCNN.depthToSpace");
  }

  private static void images(SupportTable t) {
    t.kind(Kind.IMAGE);
    t.unsupported("ND4J's own fails; trace (x − mean)·factor + mean", "NDImage", "adjustContrast");
    t.unsupported("its branches on colours need several comparisons for each pixel; trace them with select", "NDImage",
        "adjustHue adjustSaturation hsvToRgb rgbToHsv");
    t.unsupported("it is a product with a public matrix of 3×3; trace it as one", "NDImage",
        "rgbToYiq rgbToYuv yiqToRgb yuvToRgb");
    t.unsupported("which boxes stay depends on values, and so does the size of the result", "NDImage",
        "nonMaxSuppression");
    t.unsupported("it is a product with a public matrix for each axis; trace it as one", "NDImage",
        "imageResize resizeBiCubic resizeBiLinear cropAndResize");
    t.unsupported("it moves elements only; trace it with slice, concat and pad", "NDImage",
        "extractImagePatches pad randomCrop");
  }
}
