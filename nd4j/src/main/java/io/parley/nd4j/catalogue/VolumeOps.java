package io.parley.nd4j.catalogue;

import io.parley.plan.formulas.Convolutions;
import io.parley.plan.formulas.Interpolation;
import io.parley.plan.formulas.Pools;
import java.util.List;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv3DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling3DConfig;

/** Images of three dimensions, N×C×D×H×W, and what spreads or weighs images of two. */
final class VolumeOps {
  private static final Operand VOLUME = Operand.of(-2, 2, 1, 2, 4, 6, 6);

  private VolumeOps() {}

  static void list(SupportTable t) {
    Conv3DConfig convolution = Conv3DConfig.builder().kD(2).kH(3).kW(3).sD(1).sH(1).sW(1).pD(0).pH(0).pW(0).dD(1).dH(1)
        .dW(1).dataFormat("NCDHW").paddingMode(PaddingMode.VALID).build();
    t.calls("Convolutions.conv3d", "N×O×OD×OH×OW", (a, in) -> {
      Conv3DConfig c = in.of(Conv3DConfig.class, 0);
      Integer out = Convolutions.conv3d(a, in.get(0), a.transpose(in.get(1), List.of(4, 3, 0, 1, 2)),
          WindowConfigs.depth(c), WindowConfigs.plane(c));
      return List.of(ConvolutionOps.biased(a, out, in, 2));
    }, List.of(VOLUME, Operand.of(-1, 1, 2, 3, 3, 2, 3), Operand.of(-1, 1, 3), convolution), "NDCNN.conv3d");
    Pooling3DConfig pool = Pooling3DConfig.builder().kD(2).kH(2).kW(2).sD(2).sH(2).sW(2).pD(0).pH(0).pW(0).dD(1).dH(1)
        .dW(1).isNCDHW(true).isSameMode(false).build();
    t.call("Pools.max3d", "N×C×OD×OH×OW", (a, in) -> {
      Pooling3DConfig c = in.of(Pooling3DConfig.class, 0);
      return Pools.max3d(a, in.x(), WindowConfigs.depth(c), WindowConfigs.plane(c));
    }, List.of(VOLUME, pool), "NDCNN.maxPooling3d");
    t.call("Pools.average3d", "N×C×OD×OH×OW", (a, in) -> {
      Pooling3DConfig c = in.of(Pooling3DConfig.class, 0);
      return Pools.average3d(a, in.x(), WindowConfigs.depth(c), WindowConfigs.plane(c), false);
    }, List.of(VOLUME, pool), "NDCNN.avgPooling3d");
    t.call("Structure.Broadcast", "N×C, times the scales", (a, in) -> {
      WindowConfigs.channelsFirst(in.flag(0) ? "NCDHW" : "NDHWC", "NCDHW");
      Integer deep = Interpolation.repeated(a, in.x(), 2, in.integer(0));
      return Interpolation.repeated(a, Interpolation.repeated(a, deep, 3, in.integer(1)), 4, in.integer(2));
    }, List.of(VOLUME, true, 2, 2, 2), "NDCNN.upsampling3d");
    DeConv2DConfig spread = DeConv2DConfig.builder().kH(3).kW(3).sH(2).sW(2).pH(0).pW(0).dH(1).dW(1).isSameMode(false)
        .dataFormat("NCHW").build();
    t.calls("Convolutions.transposed2d", "N×O×((H − 1)·stride + KH)×…", (a, in) -> {
      Integer out = Convolutions.transposed2d(a, in.get(0), a.transpose(in.get(1), List.of(3, 2, 0, 1)),
          WindowConfigs.of(in.of(DeConv2DConfig.class, 0)), 0, 0);
      return List.of(ConvolutionOps.biased(a, out, in, 2));
    }, List.of(Operand.images(-2, 2), Operand.of(-1, 1, 3, 3, 3, 2), Operand.of(-1, 1, 3), spread), "NDCNN.deconv2d");
    t.unsupported("ND4J's own fails outside SameDiff; trace it with Normalisations", "NDCNN",
        "localResponseNormalization");
  }
}
