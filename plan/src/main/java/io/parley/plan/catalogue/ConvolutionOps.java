package io.parley.plan.catalogue;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.formulas.Algebra;
import java.util.List;
import org.nd4j.enums.DataFormat;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv1DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/** Convolutions and pools. ND4J's kernels are KH×KW×C×O, ours O×C×KH×KW. */
final class ConvolutionOps {
  private static final Operand IMAGES = Operand.images(-2, 2);
  private static final Conv2dSpec WINDOW = Conv2dSpec.of(3, 1);
  private static final Conv2dSpec HALVING = Conv2dSpec.of(2, 2);

  private ConvolutionOps() {}

  static void list(Table t) {
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

  private static void convolutions(Table t) {
    Operand kernels = Operand.of(-1, 1, 3, 3, 2, 4);
    t.calls("Op.Product", "N×O×OH×OW", (a, in) -> List.of(a.conv2d(in.get(0), kernels(a, in.get(1)), WINDOW)),
        List.of(IMAGES, kernels, convolution()), "NDCNN.conv2d");
    Operand depth = Operand.of(-1, 1, 3, 3, 2, 1);
    t.calls("Op.Product", "N×C×OH×OW", (a, in) -> List.of(depthwise(a, in.get(0), in.get(1))),
        List.of(IMAGES, depth, convolution()), "NDCNN.depthWiseConv2d");
    t.calls("Op.Product", "N×O×OH×OW", (a, in) -> List.of(
        a.conv2d(depthwise(a, in.get(0), in.get(1)), kernels(a, in.get(2)), Conv2dSpec.of(1, 1))),
        List.of(IMAGES, depth, Operand.of(-1, 1, 1, 1, 2, 3), convolution()), "NDCNN.separableConv2d");
    Conv1DConfig line = Conv1DConfig.builder().k(3).s(1).p(0).d(1).dataFormat("NCW").paddingMode(PaddingMode.VALID)
        .build();
    Operand signals = new Operand(n -> Shape.of(1, 2, Math.max(4, n / 2)), Operand.Content.REAL, -2, 2, true);
    t.calls("Op.Product", "N×O×OW", (a, in) -> {
      Shape x = a.shape(in.get(0));
      Integer taps = a.transpose(in.get(1), List.of(2, 1, 0));
      Integer flat = a.conv2d(a.reshape(in.get(0), Shape.of(x.dim(0), 2, 1, x.dim(2))),
          a.reshape(taps, Shape.of(4, 2, 1, 3)), new Conv2dSpec(1, 3, 1, 1, 0, 0, 0, 0, 1, 1, 1));
      Shape out = a.shape(flat);
      return List.of(a.reshape(flat, Shape.of(out.dim(0), out.dim(1), out.dim(3))));
    }, List.of(signals, Operand.of(-1, 1, 3, 2, 4), line), "NDCNN.conv1d");
  }

  private static Integer kernels(Algebra<Integer> a, Integer x) {
    return a.transpose(x, List.of(3, 2, 0, 1));
  }

  /** A kernel of its own for each channel. */
  private static Integer depthwise(Algebra<Integer> a, Integer x, Integer kernels) {
    return a.conv2d(x, a.transpose(kernels, List.of(2, 3, 0, 1)), WINDOW.withGroups(2));
  }

  private static void pools(Table t) {
    t.call("Op.MaxPool", "N×C×OH×OW", (a, x) -> a.maxPool(x, HALVING), List.of(IMAGES, pool()),
        "NDCNN.maxPooling2d");
    t.call("Op.AveragePool", "N×C×OH×OW", (a, x) -> a.averagePool(x, HALVING, false), List.of(IMAGES, pool()),
        "NDCNN.avgPooling2d");
  }

  private static void blocks(Table t) {
    t.call("Structure.Broadcast", "N×C, times the scale", (a, x) -> {
      Shape s = a.shape(x);
      Integer apart = a.reshape(x, Shape.of(s.dim(0), s.dim(1), s.dim(2), 1, s.dim(3), 1));
      Integer repeated = a.broadcast(apart, Shape.of(s.dim(0), s.dim(1), s.dim(2), 2, s.dim(3), 2));
      return a.reshape(repeated, Shape.of(s.dim(0), s.dim(1), 2 * s.dim(2), 2 * s.dim(3)));
    }, List.of(IMAGES, 2), "NDCNN.upsampling2d");
    t.call("Structure.Transpose", "N×4C×H/2×W/2", (a, x) -> {
      Shape s = a.shape(x);
      Integer apart = a.reshape(x, Shape.of(s.dim(0), s.dim(1), s.dim(2) / 2, 2, s.dim(3) / 2, 2));
      return a.reshape(a.transpose(apart, List.of(0, 3, 5, 1, 2, 4)),
          Shape.of(s.dim(0), 4 * s.dim(1), s.dim(2) / 2, s.dim(3) / 2));
    }, List.of(IMAGES, 2, DataFormat.NCHW), "NDCNN.spaceToDepth");
    Operand deep = Operand.of(-2, 2, 1, 8, 3, 3);
    t.call("Structure.Transpose", "N×C/4×2H×2W", (a, x) -> {
      Integer apart = a.reshape(x, Shape.of(1, 2, 2, 2, 3, 3));
      return a.reshape(a.transpose(apart, List.of(0, 3, 4, 1, 5, 2)), Shape.of(1, 2, 6, 6));
    }, List.of(deep, 2, DataFormat.NCHW), "NDCNN.depthToSpace");
  }

  private static void images(Table t) {
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
