package io.parley.plan.catalogue;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.formulas.AxisWindow;
import io.parley.plan.formulas.Convolutions;
import io.parley.plan.formulas.Pools;
import java.util.List;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv3DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling3DConfig;

/** Images of three dimensions, N×C×D×H×W, and what spreads or weighs images of two. */
final class VolumeOps {
  private static final Operand VOLUME = Operand.of(-2, 2, 1, 2, 4, 6, 6);
  private static final AxisWindow HALVING = AxisWindow.of(2, 2);

  private VolumeOps() {}

  static void list(Table t) {
    Conv3DConfig convolution = Conv3DConfig.builder().kD(2).kH(3).kW(3).sD(1).sH(1).sW(1).pD(0).pH(0).pW(0).dD(1).dH(1)
        .dW(1).dataFormat("NCDHW").paddingMode(PaddingMode.VALID).build();
    t.calls("Convolutions.conv3d", "N×O×OD×OH×OW", (a, in) -> List.of(Convolutions.conv3d(a, in.get(0),
        a.transpose(in.get(1), List.of(4, 3, 0, 1, 2)), AxisWindow.of(2, 1), Conv2dSpec.of(3, 1))),
        List.of(VOLUME, Operand.of(-1, 1, 2, 3, 3, 2, 3), convolution), "NDCNN.conv3d");
    Pooling3DConfig pool = Pooling3DConfig.builder().kD(2).kH(2).kW(2).sD(2).sH(2).sW(2).pD(0).pH(0).pW(0).dD(1).dH(1)
        .dW(1).isNCDHW(true).isSameMode(false).build();
    t.call("Pools.max3d", "N×C×OD×OH×OW", (a, x) -> Pools.max3d(a, x, HALVING, Conv2dSpec.of(2, 2)),
        List.of(VOLUME, pool), "NDCNN.maxPooling3d");
    t.call("Pools.average3d", "N×C×OD×OH×OW", (a, x) -> Pools.average3d(a, x, HALVING, Conv2dSpec.of(2, 2), false),
        List.of(VOLUME, pool), "NDCNN.avgPooling3d");
    t.call("Structure.Broadcast", "N×C, times the scales", (a, x) -> {
      Shape s = a.shape(x);
      Integer apart = a.reshape(x, Shape.of(s.dim(0) * s.dim(1), s.dim(2), 1, s.dim(3), 1, s.dim(4), 1));
      Integer repeated = a.broadcast(apart, Shape.of(s.dim(0) * s.dim(1), s.dim(2), 2, s.dim(3), 2, s.dim(4), 2));
      return a.reshape(repeated, Shape.of(s.dim(0), s.dim(1), 2 * s.dim(2), 2 * s.dim(3), 2 * s.dim(4)));
    }, List.of(VOLUME, true, 2, 2, 2), "NDCNN.upsampling3d");
    DeConv2DConfig spread = DeConv2DConfig.builder().kH(3).kW(3).sH(2).sW(2).pH(0).pW(0).dH(1).dW(1).isSameMode(false)
        .dataFormat("NCHW").build();
    t.calls("Convolutions.transposed2d", "N×O×((H − 1)·stride + KH)×…", (a, in) -> List.of(Convolutions.transposed2d(a,
        in.get(0), a.transpose(in.get(1), List.of(3, 2, 0, 1)), Conv2dSpec.of(3, 2), 0, 0)),
        List.of(Operand.images(-2, 2), Operand.of(-1, 1, 3, 3, 3, 2), spread), "NDCNN.deconv2d");
    t.unsupported("ND4J's own fails outside SameDiff; trace it with Normalisations", "NDCNN",
        "localResponseNormalization");
  }
}
