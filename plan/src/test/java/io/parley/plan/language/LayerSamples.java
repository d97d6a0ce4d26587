package io.parley.plan.language;

import static io.parley.plan.language.SampleOperand.bits;
import static io.parley.plan.language.SampleOperand.dominant;
import static io.parley.plan.language.SampleOperand.integers;
import static io.parley.plan.language.SampleOperand.numbers;
import static io.parley.plan.language.SampleOperand.wholes;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Samples of the ops that work along axes. */
final class LayerSamples {
  private static final List<Object> NONE = List.of();
  private static final int UNITS = 3;

  private LayerSamples() {}

  static List<OpSample> all() {
    return Stream
        .of(reductions(), normalisations(), matrices(), windows(), padding(), order(), recurrent(), attention())
        .flatMap(List::stream).toList();
  }

  private static List<OpSample> reductions() {
    return List.of(
        OpSample.of("all", List.of(List.of(1), false), bits(6, 2)),
        OpSample.of("any", List.of(List.of(0, 1), true), bits(1, 2, 3)),
        OpSample.of("cosineSimilarity", List.of(List.of(1), false), numbers(0.5, 3, 4, 8), numbers(-3, -0.5, 4, 8)),
        OpSample.of("cosineSimilarity", List.of(List.of(2), true), numbers(0.5, 3, 3, 1, 8), numbers(0.5, 3, 1, 2, 8)),
        OpSample.of("deviation", List.of(List.of(1), 1, false), numbers(-8, 8, 4, 10)),
        OpSample.of("l1Norm", List.of(List.of(1), false), numbers(-8, 8, 4, 10)),
        OpSample.of("l2Norm", List.of(List.of(1), true), numbers(-8, 8, 4, 10)),
        OpSample.of("logSum", List.of(List.of(1), false), numbers(0.5, 8, 4, 10)),
        OpSample.of("logSumExp", List.of(List.of(0, 1), false), numbers(-8, 8, 2, 3, 4)),
        OpSample.of("logSumExp", List.of(List.of(1), true), numbers(-8, 8, 2, 3, 4)),
        OpSample.of("mean", List.of(List.of(0, 2), false), numbers(-8, 8, 2, 3, 4)),
        OpSample.of("mean", List.of(List.of(1), true), numbers(-8, 8, 2, 1, 4)),
        OpSample.of("reduceMax", List.of(List.of(0, 1), false), numbers(-8, 8, 3, 5, 2)),
        OpSample.of("reduceMin", List.of(List.of(1), true), numbers(-8, 8, 3, 5, 2)),
        OpSample.of("reduceProd", List.of(List.of(1), false), numbers(0.5, 1.5, 4, 10)),
        OpSample.of("sumSquare", List.of(List.of(0), false), numbers(-8, 8, 10, 4)),
        OpSample.of("variance", List.of(List.of(1), 0, true), numbers(-8, 8, 4, 10)),
        OpSample.of("cumsum", List.of(1, false, false), numbers(-8, 8, 2, 5)),
        OpSample.of("cumsum", List.of(0, true, true), numbers(-8, 8, 5, 2)),
        OpSample.of("softmax", List.of(1), numbers(-8, 8, 4, 6)),
        OpSample.of("logSoftmax", List.of(0), numbers(-8, 8, 6, 4)),
        OpSample.of("hardmax", List.of(1), wholes(-2, 2, 4, 6)));
  }

  private static List<OpSample> normalisations() {
    return List.of(
        OpSample.of("standardise", List.of(List.of(1), 1e-3), numbers(-8, 8, 4, 10)),
        OpSample.of("overRootMeanSquare", List.of(List.of(1), 1e-3), numbers(-8, 8, 4, 10)),
        OpSample.of("layerNorm", List.of(1, 1e-3), numbers(-4, 4, 3, 2, 4), numbers(-2, 2, 2, 4),
            numbers(-1, 1, 2, 4)),
        OpSample.of("rmsNorm", List.of(1, 1e-3), numbers(-4, 4, 3, 8), numbers(-2, 2, 8)),
        OpSample.of("instanceNorm", List.of(1e-3), numbers(-4, 4, 2, 4, 3, 3), numbers(-2, 2, 4), numbers(-1, 1, 4)),
        OpSample.of("groupNorm", List.of(2, 1e-3), numbers(-4, 4, 2, 4, 3, 3), numbers(-2, 2, 4), numbers(-1, 1, 4)),
        OpSample.of("batchNorm", List.of(1e-3), numbers(-4, 4, 2, 3, 4), numbers(-2, 2, 3), numbers(-1, 1, 3),
            numbers(-1, 1, 3), numbers(0.3, 3, 3)),
        OpSample.of("unitNorm", List.of(1, 1e-3), numbers(-4, 4, 5, 8)),
        OpSample.of("localResponseNorm", List.of(3, 0.1, 0.75, 1.0), numbers(-4, 4, 2, 5, 3)),
        OpSample.of("localResponseNorm", List.of(12, 0.1, 1.0, 1.0), numbers(-4, 4, 2, 5, 3)));
  }

  private static List<OpSample> matrices() {
    return List.of(
        OpSample.of("einsum", List.of("bij,bjk->bik"), numbers(-4, 4, 2, 3, 4), numbers(-4, 4, 2, 4, 2)),
        OpSample.of("einsum", List.of("ii->i"), numbers(-4, 4, 3, 3)),
        OpSample.of("einsum", List.of("...i,i"), numbers(-4, 4, 2, 3, 4), numbers(-4, 4, 4)),
        OpSample.of("solve", NONE, dominant(3), numbers(-4, 4, 3, 2)),
        OpSample.of("inverse", NONE, dominant(3)),
        OpSample.of("pivots", NONE, dominant(3)),
        OpSample.of("cholesky", NONE, dominant(3)));
  }

  private static List<OpSample> windows() {
    return List.of(
        OpSample.of("conv1d", List.of(3, 2, List.of(1, 2), 1, 1), numbers(-2, 2, 2, 4, 8), numbers(-1, 1, 4, 4, 3)),
        OpSample.of("conv1d", List.of(2, 1, List.of(2, 0), 3, 2), numbers(-2, 2, 2, 4, 8), numbers(-1, 1, 4, 2, 2)),
        OpSample.of("conv3d",
            List.of(2, 1, List.of(1, 0), 1, List.of(2, 2), List.of(1, 2), List.of(0, 1, 0, 0), List.of(1, 1), 2),
            numbers(-2, 2, 1, 4, 4, 4, 5), numbers(-1, 1, 2, 2, 2, 2, 2)),
        OpSample.of("convTranspose1d", List.of(3, 2, List.of(1, 1), 1, 1, 1), numbers(-2, 2, 2, 4, 5),
            numbers(-1, 1, 4, 3, 3)),
        OpSample.of("convTranspose2d", List.of(List.of(2, 2), List.of(2, 2), List.of(0, 0, 0, 0), List.of(1, 1), 2, 0,
            0), numbers(-2, 2, 1, 4, 3, 3), numbers(-1, 1, 4, 2, 2, 2)),
        OpSample.of("convTranspose2d", List.of(List.of(3, 2), List.of(2, 1), List.of(1, 0, 1, 1), List.of(1, 2), 1, 1,
            0), numbers(-2, 2, 1, 4, 3, 3), numbers(-1, 1, 4, 2, 3, 2)),
        OpSample.of("maxPool1d", List.of(3, 2, List.of(1, 0), 1), numbers(-2, 2, 1, 2, 7)),
        OpSample.of("averagePool1d", List.of(3, 2, List.of(1, 0), 1, false), numbers(-2, 2, 1, 2, 7)),
        OpSample.of("averagePool1d", List.of(3, 2, List.of(1, 0), 1, true), numbers(-2, 2, 1, 2, 7)),
        OpSample.of("maxPool3d",
            List.of(2, 2, List.of(0, 0), 1, List.of(2, 2), List.of(1, 1), List.of(0, 0, 0, 0), List.of(1, 1), 1),
            numbers(-2, 2, 1, 2, 4, 3, 3)),
        OpSample.of("averagePool3d",
            List.of(2, 2, List.of(0, 0), 1, List.of(2, 2), List.of(1, 1), List.of(0, 0, 0, 0), List.of(1, 1), 1, true),
            numbers(-2, 2, 1, 2, 4, 3, 3)));
  }

  private static List<OpSample> padding() {
    return List.of(
        OpSample.of("padConstant", List.of(List.of(1, -1), List.of(0, 2), 2.0), numbers(-8, 8, 2, 3)),
        OpSample.of("padMode", List.of(List.of(1, 2), List.of(0, 1), "reflect"), numbers(-8, 8, 2, 4)),
        OpSample.of("padMode", List.of(List.of(0, 5), List.of(0, -1), "edge"), numbers(-8, 8, 2, 4)),
        OpSample.of("padMode", List.of(List.of(1, 2), List.of(2, 1), "circular"), numbers(-8, 8, 2, 4)),
        OpSample.of("repeat", List.of(1, 3), numbers(-8, 8, 2, 3)),
        OpSample.of("flip", List.of(0), numbers(-8, 8, 3, 2)),
        OpSample.of("resizeNearest", List.of(1, 6, 2.0, "half_pixel", "prefer_floor"), numbers(-8, 8, 2, 3)),
        OpSample.of("resizeNearest", List.of(0, 2, 2.0 / 3, "asymmetric", "floor"), numbers(-8, 8, 3, 2)),
        OpSample.of("resizeLinear", List.of(1, 6, 2.0, "half_pixel"), numbers(-2, 2, 2, 3)),
        OpSample.of("resizeLinear", List.of(0, 5, 5.0 / 3, "align_corners"), numbers(-2, 2, 3, 2)),
        OpSample.of("resizeCubic", List.of(1, 7, 7.0 / 4, "half_pixel", -0.75), numbers(-2, 2, 2, 4)));
  }

  private static List<OpSample> order() {
    return List.of(
        OpSample.of("argmax", List.of(1, false), wholes(-2, 2, 4, 7)),
        OpSample.of("argmax", List.of(0, true), wholes(-2, 2, 7, 4)),
        OpSample.of("argmin", List.of(1, false), wholes(-2, 2, 4, 7)),
        OpSample.of("sort", List.of(0, true), numbers(-100, 100, 7, 2)),
        OpSample.of("stableSort", List.of(1, true, "indices"), wholes(-2, 2, 3, 7)),
        OpSample.of("stableSort", List.of(1, false, "values"), wholes(-2, 2, 3, 7)),
        OpSample.of("topK", List.of(3, 1, true, "values"), wholes(-2, 2, 3, 7)),
        OpSample.of("topK", List.of(3, 1, false, "indices"), wholes(-2, 2, 3, 7)),
        OpSample.of("topK", List.of(1, 0, true, "indices"), wholes(-2, 2, 7, 3)),
        OpSample.of("median", List.of(1), numbers(-8, 8, 2, 7)),
        OpSample.of("median", List.of(0), numbers(-8, 8, 6, 2)),
        OpSample.of("gather", List.of(1, List.of(2, 0, 0)), numbers(-8, 8, 2, 3)),
        OpSample.of("gather",
            List.of(0, IntStream.range(0, 60).map(i -> i * i % 61).boxed().toList()), numbers(-8, 8, 61)),
        OpSample.of("oneHot", List.of(4), wholes(-1, 5, 2, 3)),
        OpSample.of("oneHot", List.of(4), integers(-1, 5, 2, 3)),
        OpSample.of("lookup", NONE, numbers(-8, 8, 5, 3), wholes(-1, 5, 2, 2)),
        OpSample.of("take", List.of(1), numbers(-8, 8, 3, 5), wholes(0, 4, 3, 2)));
  }

  private static SampleOperand[] sequence(int gates, int states) {
    return Stream.concat(
        Stream.of(numbers(-2, 2, 4, 2, 5), numbers(-1, 1, gates * UNITS, 5),
            numbers(-0.75, 0.75, gates * UNITS, UNITS), numbers(-0.5, 0.5, gates * UNITS),
            numbers(-0.25, 0.25, gates * UNITS)),
        IntStream.range(0, states).mapToObj(_ -> numbers(-1, 1, 2, UNITS))).toArray(SampleOperand[]::new);
  }

  private static List<OpSample> recurrent() {
    return List.of(
        OpSample.of("rnn", List.of("tanh", false, "all"), sequence(1, 1)),
        OpSample.of("rnn", List.of("relu", true, "last"), sequence(1, 1)),
        OpSample.of("gru", List.of("zrh", true, false, "all"), sequence(3, 1)),
        OpSample.of("gru", List.of("rzh", false, true, "last"), sequence(3, 1)),
        OpSample.of("lstm", List.of("iofc", false, "all"), sequence(4, 2)),
        OpSample.of("lstm", List.of("ifco", true, "cell"), sequence(4, 2)));
  }

  private static List<OpSample> attention() {
    Values causal = Values.of(Shape.of(3, 5), IntStream.range(0, 15)
        .mapToDouble(i -> i % 5 > i / 5 ? Double.NEGATIVE_INFINITY : 0.25 * (i % 3)).toArray());
    SampleOperand[] flat = {numbers(-2, 2, 1, 3, 8), numbers(-2, 2, 1, 5, 8), numbers(-3, 3, 1, 5, 6)};
    return List.of(
        OpSample.of("dotProductAttention", List.of(0.5), flat),
        OpSample.of("maskedDotProductAttention", List.of(0.5, causal), flat),
        OpSample.of("multiHeadAttention", List.of(2), flat),
        OpSample.of("maskedMultiHeadAttention", List.of(2, causal), flat));
  }
}
