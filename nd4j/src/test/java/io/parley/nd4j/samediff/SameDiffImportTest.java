package io.parley.nd4j.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Shape;
import io.parley.nd4j.Nd4jArrays;
import io.parley.plan.BadRequestException;
import io.parley.plan.Imported;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

class SameDiffImportTest {
  private static final int FRACTION_BITS = 16;

  /** A graph on one placeholder. */
  interface Graph {
    SDVariable build(SameDiff sd, SDVariable x);
  }

  private static Arguments graph(String name, double low, double high, Graph graph, long... dims) {
    return Arguments.of(name, low, high, graph, dims);
  }

  private static Arguments matrix(String name, Graph graph) {
    return graph(name, -2, 2, graph, 3, 4);
  }

  private static Arguments positive(String name, Graph graph) {
    return graph(name, 0.5, 4, graph, 3, 4);
  }

  private static Arguments image(String name, Graph graph) {
    return graph(name, -2, 2, graph, 2, 3, 6, 5);
  }

  private static INDArray random(long seed, double low, double high, long... dims) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = (int) Arrays.stream(dims).reduce(1, (x, y) -> x * y);
    double[] data = random.doubles(size, low, high).map(v -> Math.rint(v * 256) / 256).toArray();
    return Nd4j.createFromArray(data).reshape(dims);
  }

  private static SDVariable weight(SameDiff sd, String name, long... dims) {
    return sd.var(name, random(name.hashCode(), -1, 1, dims));
  }

  static Stream<Arguments> graphs() {
    return Stream.of(elementwise(), reductions(), structures(), layers()).flatMap(s -> s);
  }

  private static Stream<Arguments> elementwise() {
    return Stream.of(matrix("add", (sd, x) -> x.add(weight(sd, "w", 4))),
        matrix("sub", (sd, x) -> x.sub(weight(sd, "w", 3, 4))), matrix("rsub", (sd, x) -> x.rsub(1.5)),
        matrix("mul", (sd, x) -> x.mul(weight(sd, "w", 4)).mul(0.5).add(2).sub(0.25)),
        positive("div", (sd, x) -> weight(sd, "w", 3, 4).div(x).div(4)), positive("rdiv", (sd, x) -> x.rdiv(2)),
        matrix("neg", (sd, x) -> x.neg()), matrix("relu", (sd, x) -> sd.nn().relu(x, 0)),
        matrix("sigmoid", (sd, x) -> sd.nn().sigmoid(x)), matrix("tanh", (sd, x) -> sd.math().tanh(x)),
        matrix("exp", (sd, x) -> sd.math().exp(x)), positive("log", (sd, x) -> sd.math().log(x)),
        positive("sqrt", (sd, x) -> sd.math().sqrt(x)), matrix("gelu", (sd, x) -> sd.nn().gelu(x)),
        matrix("swish", (sd, x) -> sd.nn().swish(x)), matrix("elu", (sd, x) -> sd.nn().elu(x)),
        matrix("leakyRelu", (sd, x) -> sd.nn().leakyRelu(x, 0.1)), matrix("abs", (sd, x) -> sd.math().abs(x)),
        matrix("square", (sd, x) -> sd.math().square(x)), matrix("pow", (sd, x) -> sd.math().pow(x, 3)),
        matrix("max", (sd, x) -> sd.math().max(x, weight(sd, "w", 3, 4))),
        matrix("less", (sd, x) -> x.lt(0.5)), matrix("softplus", (sd, x) -> sd.nn().softplus(x)),
        matrix("atan", (sd, x) -> sd.math().atan(x)), matrix("cosh", (sd, x) -> sd.math().cosh(x)),
        matrix("floorMod", (sd, x) -> sd.math().floorMod(x, sd.var("w", random(3, 0.5, 2, 3, 4)))));
  }

  private static Stream<Arguments> reductions() {
    return Stream.of(matrix("sum", (sd, x) -> x.sum(1)), matrix("sum, kept", (sd, x) -> x.sum(true, 0)),
        matrix("sum of all", (sd, x) -> x.sum()), matrix("mean", (sd, x) -> x.mean(0)),
        matrix("max along", (sd, x) -> x.max(1)), matrix("min along", (sd, x) -> x.min(1)),
        matrix("argmax", (sd, x) -> x.argmax(1)), matrix("norm2", (sd, x) -> x.norm2(1)),
        matrix("asum", (sd, x) -> sd.math().asum(x, 1)),
        matrix("amean", (sd, x) -> sd.math().reduceAmean(x, 1)), matrix("amax", (sd, x) -> sd.math().reduceAMax(x, 0)),
        matrix("std", (sd, x) -> x.std(true, 1)),
        matrix("variance", (sd, x) -> sd.variance(x, false, 0)),
        matrix("softmax", (sd, x) -> sd.nn().softmax(x, 1)), matrix("logSoftmax", (sd, x) -> sd.nn().logSoftmax(x, 1)));
  }

  private static Stream<Arguments> structures() {
    return Stream.of(matrix("reshape", (sd, x) -> x.reshape(2, 6)),
        matrix("reshape, open", (sd, x) -> x.reshape(-1, 2)),
        matrix("transpose", (sd, x) -> sd.transpose(x)),
        graph("permute", -2, 2, (sd, x) -> x.permute(2, 0, 1), 2, 3, 4),
        matrix("concat", (sd, x) -> sd.concat(1, x, weight(sd, "w", 3, 2))),
        matrix("stack", (sd, x) -> sd.stack(0, x, weight(sd, "w", 3, 4))),
        matrix("slice", (sd, x) -> sd.slice(x, new int[]{1, 0}, 2, 3)),
        matrix("stridedSlice", (sd, x) -> sd.stridedSlice(x, new long[]{0, 1}, new long[]{3, 4}, 2, 2)),
        matrix("get", (sd, x) -> x.get(SDIndex.point(1), SDIndex.interval(1, 3))),
        matrix("gather", (sd, x) -> sd.gather(x, new int[]{3, 0}, 1)),
        matrix("gather, indices in an array", (sd, x) -> sd.gather(x, sd.constant(Nd4j.createFromArray(2, 0)), 0)),
        matrix("expandDims", (sd, x) -> sd.expandDims(x, 1)), matrix("tile", (sd, x) -> sd.tile(x, 2, 1)),
        matrix("split", (sd, x) -> sd.split(x, 2, 1)[1]), matrix("unstack", (sd, x) -> sd.unstack(x, 1, 4)[2]));
  }

  private static Stream<Arguments> layers() {
    Conv2DConfig.Conv2DConfigBuilder convolution = Conv2DConfig.builder().kH(3).kW(2).sH(2).sW(1).pH(1).pW(0).dH(1)
        .dW(1);
    Pooling2DConfig.Pooling2DConfigBuilder pool = Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).pH(0).pW(0).dH(1)
        .dW(1);
    return Stream.of(matrix("mmul", (sd, x) -> x.mmul(weight(sd, "w", 4, 2))),
        matrix("mmul, transposed", (sd, x) -> x.mmul("y", weight(sd, "w", 2, 4),
            new MMulTranspose(false, true, false))),
        matrix("linear", (sd, x) -> sd.nn().linear(x, weight(sd, "w", 4, 2), weight(sd, "b", 2))),
        matrix("biasAdd", (sd, x) -> sd.nn().biasAdd(x, weight(sd, "b", 4), false)),
        matrix("two layers", (sd, x) -> sd.nn().softmax(sd.nn().relu(x.mmul(weight(sd, "w", 4, 8))
            .add(weight(sd, "b", 8)), 0).mmul(weight(sd, "v", 8, 3)), 1)),
        matrix("layerNorm", (sd, x) -> sd.nn().layerNorm(x, weight(sd, "g", 4), weight(sd, "b", 4), false, 1)),
        image("batchNorm", (sd, x) -> sd.nn().batchNorm(x, weight(sd, "m", 3), sd.var("v", random(1, 0.5, 2, 3)),
            weight(sd, "g", 3), weight(sd, "b", 3), 1e-3, 1)),
        image("conv2d, N×C×H×W", (sd, x) -> sd.cnn().conv2d(x, weight(sd, "k", 3, 2, 3, 4), weight(sd, "b", 4),
            convolution.dataFormat("NCHW").paddingMode(PaddingMode.VALID).build())),
        graph("conv2d, N×H×W×C, same padding", -2, 2, (sd, x) -> sd.cnn().conv2d(x, weight(sd, "k", 3, 2, 3, 4),
            convolution.pH(0).dataFormat("NHWC").paddingMode(PaddingMode.SAME).build()), 2, 6, 5, 3),
        image("depthWiseConv2d", (sd, x) -> sd.cnn().depthWiseConv2d(x, weight(sd, "k", 3, 2, 3, 2),
            convolution.dataFormat("NCHW").paddingMode(PaddingMode.VALID).build())),
        graph("dotProductAttention", -2, 2, (sd, x) -> sd.nn().dotProductAttention(x, weight(sd, "k", 2, 4, 5),
            weight(sd, "v", 2, 4, 5), null, true), 2, 4, 3),
        image("maxPooling2d", (sd, x) -> sd.cnn().maxPooling2d(x, pool.isNHWC(false)
            .paddingMode(PaddingMode.VALID).build())),
        graph("maxPooling2d, N×H×W×C", -2, 2, (sd, x) -> sd.cnn().maxPooling2d(x, pool.isNHWC(true)
            .paddingMode(PaddingMode.SAME).build()), 2, 6, 5, 3),
        image("avgPooling2d", (sd, x) -> sd.cnn().avgPooling2d(x, pool.isNHWC(false)
            .paddingMode(PaddingMode.VALID).build())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("graphs")
  void graph_importedWithSecretWeights_computesWhatSameDiffDoes(String name, double low, double high, Graph graph,
      long[] dims) {
    SameDiff sd = SameDiff.create();
    long[] declared = dims.clone();
    declared[0] = -1;
    String output = graph.build(sd, sd.placeHolder("x", DataType.DOUBLE, declared)).name();
    INDArray x = random(name.hashCode(), low, high, dims);
    Values expected = Nd4jArrays.values(sd.outputSingle(Map.of("x", x), output));

    Imported imported = SameDiffImport.of(sd, (int) dims[0], FRACTION_BITS, WeightVisibility.SECRET, List.of(output));

    Map<String, Values> inputs = new HashMap<>(imported.weights());
    inputs.put("x", Nd4jArrays.values(x));
    assertNear(PlaintextInterpreter.run(imported.surfacePlan(), inputs), expected, 1e-5);
    Plan lowered = Lowering.lower(imported.surfacePlan());
    assertNear(FixedPointInterpreter.run(lowered, inputs), expected, 4e-3);
  }

  private static void assertNear(Map<String, Values> outputs, Values expected, double tolerance) {
    Values actual = outputs.values().iterator().next();
    assertThat(actual.shape()).isEqualTo(expected.shape());
    for (int i = 0; i < expected.data().length; i++) {
      double should = expected.data()[i];
      assertThat(actual.data()[i]).as("element %s", i).isCloseTo(should,
          within(tolerance * Math.max(1, Math.abs(should))));
    }
  }

  @Test
  void weights_ofEitherVisibility_areInputsOrConstants() {
    SameDiff sd = SameDiff.create();
    SDVariable x = sd.placeHolder("x", DataType.FLOAT, -1, 2);
    x.mmul(sd.var("w", random(1, -1, 1, 2, 2).castTo(DataType.FLOAT)))
        .add(sd.constant("c", Nd4j.createFromArray(1f, 2f)));

    Imported secret = SameDiffImport.of(sd, 5, FRACTION_BITS, WeightVisibility.SECRET);
    Imported known = SameDiffImport.of(sd, 5, FRACTION_BITS, WeightVisibility.PUBLIC);

    assertThat(secret.weights()).containsOnlyKeys("w");
    assertThat(secret.surfacePlan().inputs()).extracting(n -> n.name()).containsExactlyInAnyOrder("x", "w");
    assertThat(known.weights()).isEmpty();
    assertThat(known.surfacePlan().inputs()).extracting(n -> n.type().shape()).containsExactly(Shape.of(5, 2));
  }

  @Test
  void unsupportedOps_areNamedAllAtOnce() {
    SameDiff sd = SameDiff.create();
    SDVariable x = sd.placeHolder("x", DataType.FLOAT, 3, 3);
    sd.math().matrixDeterminant(sd.nn().dropout(x, 0.5)).rename("y");

    assertThatThrownBy(() -> SameDiffImport.of(sd, 1, FRACTION_BITS, WeightVisibility.SECRET, List.of("y")))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("dropout").hasMessageContaining(
            "matrix_determinant")
        .hasMessageContaining("supported are");
  }

  @Test
  void openShapes_beyondTheFirstDimension_areRefused() {
    SameDiff sd = SameDiff.create();
    sd.math().exp("y", sd.placeHolder("x", DataType.FLOAT, -1, -1));

    assertThatThrownBy(() -> SameDiffImport.of(sd, 1, FRACTION_BITS, WeightVisibility.SECRET))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("Placeholder 'x' has an open shape");
  }

  @Test
  void outputs_thatTheGraphLacks_areRefused() {
    SameDiff sd = SameDiff.create();
    sd.math().exp("y", sd.placeHolder("x", DataType.FLOAT, 1, 2));

    assertThatThrownBy(() -> SameDiffImport.of(sd, 1, FRACTION_BITS, WeightVisibility.SECRET, List.of("z")))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("no variable 'z'; it has [x, y]");
  }
}
