package io.parley.protocols;

import static io.parley.protocols.MeasuredOp.Input.real;
import static io.parley.protocols.MeasuredOp.Input.whole;

import io.parley.crypto.Conv2dSpec;
import io.parley.plan.formulas.AxisWindow;
import io.parley.plan.formulas.Interpolation;
import io.parley.plan.formulas.Padding;
import io.parley.plan.formulas.Recurrent;
import io.parley.plan.trace.SecretTensor;
import io.parley.protocols.MeasuredOp.Input;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The layers of networks in docs/functions.md. */
final class MeasuredLayers {
  private static final String SUMS = "sums < 2^(62 − 2f)";
  private static final double EPSILON = 1e-3;
  private static final Input IMAGES = real(-2, 2, 8, 4, 16, 16);
  private static final Input SIGNALS = real(-2, 2, 8, 4, 64);
  private static final Input VOLUMES = real(-2, 2, 4, 4, 8, 8, 8);
  private static final Conv2dSpec HALVES = Conv2dSpec.of(2, 2);

  private MeasuredLayers() {}

  static List<MeasuredOp> all() {
    return Stream.of(products(), pools(), norms(), models(), structure()).flatMap(List::stream).toList();
  }

  private static MeasuredOp op(String name, String method, String domain, List<Input> inputs,
      Function<List<SecretTensor>, SecretTensor> of) {
    return new MeasuredOp(name, method, domain, inputs, of);
  }

  private static List<MeasuredOp> products() {
    String one = "one product";
    return List.of(
        op("batched matmul 16×16·16×16", one, SUMS, List.of(real(-4, 4, 16, 16, 16), real(-4, 4, 16, 16, 16)),
            in -> in.get(0).matmul(in.get(1))),
        op("conv1d, 4 to 8 channels, 3", one, SUMS, List.of(SIGNALS, real(-1, 1, 8, 4, 3)),
            in -> in.get(0).conv1d(in.get(1), AxisWindow.of(3, 1), 1)),
        op("conv2d, 4 to 8 channels, 3×3", one, SUMS, List.of(IMAGES, real(-1, 1, 8, 4, 3, 3)),
            in -> in.get(0).conv2d(in.get(1), Conv2dSpec.of(3, 1))),
        op("conv3d, 4 to 8 channels, 3×3×3", "a product for each plane of the kernel", SUMS,
            List.of(VOLUMES, real(-1, 1, 8, 4, 3, 3, 3)),
            in -> in.get(0).conv3d(in.get(1), AxisWindow.of(3, 1), Conv2dSpec.of(3, 1))),
        op("transposed conv1d, 4 to 8 channels, 3, stride 2", "one product, of x spread by zeros", SUMS,
            List.of(SIGNALS, real(-1, 1, 4, 8, 3)),
            in -> in.get(0).convTranspose1d(in.get(1), AxisWindow.of(3, 2), 0, 1)),
        op("transposed conv2d, 4 to 8 channels, 3×3, stride 2", "likewise", SUMS,
            List.of(IMAGES, real(-1, 1, 4, 8, 3, 3)), in -> in.get(0).convTranspose2d(in.get(1), Conv2dSpec.of(3, 2))));
  }

  private static List<MeasuredOp> pools() {
    String maxima = "maxima of pairs, in ⌈log2 n⌉ steps";
    String factor = "a public factor";
    return List.of(
        op("max pool 2", maxima, "all", List.of(SIGNALS), in -> in.get(0).maxPool1d(AxisWindow.of(2, 2))),
        op("max pool 2×2", maxima, "all", List.of(IMAGES), in -> in.get(0).maxPool(HALVES)),
        op("max pool 2×2×2", maxima, "all", List.of(VOLUMES),
            in -> in.get(0).maxPool3d(AxisWindow.of(2, 2), HALVES)),
        op("average pool 2×2", factor, SUMS, List.of(IMAGES), in -> in.get(0).averagePool(HALVES)),
        op("average pool 2×2×2", factor, SUMS, List.of(VOLUMES),
            in -> in.get(0).averagePool3d(AxisWindow.of(2, 2), HALVES)),
        op("global max pool 16×16", maxima, "all", List.of(IMAGES), in -> in.get(0).maxOver(2, 3)),
        op("global average pool 16×16", factor, SUMS, List.of(IMAGES), in -> in.get(0).mean(2, 3)));
  }

  private static List<MeasuredOp> norms() {
    Input four = real(0.5, 2, 4);
    Input last = real(0.5, 2, 64);
    return List.of(
        op("batch norm of 4 channels", "(x − mean)·scale·(variance + ε)^−½ + bias", SUMS,
            List.of(IMAGES, four, four, four, four),
            in -> in.get(0).batchNorm(in.get(1), in.get(2), in.get(3), in.get(4), EPSILON)),
        op("layer norm over 64", "standardise, a product", SUMS, List.of(real(-2, 2, 64, 64), last, last),
            in -> in.get(0).layerNorm(1, in.get(1), in.get(2), EPSILON)),
        op("instance norm over 16×16", "likewise", SUMS, List.of(IMAGES, four, four),
            in -> in.get(0).instanceNorm(in.get(1), in.get(2), EPSILON)),
        op("group norm of 2 groups", "likewise", SUMS, List.of(IMAGES, four, four),
            in -> in.get(0).groupNorm(2, in.get(1), in.get(2), EPSILON)));
  }

  private static List<MeasuredOp> models() {
    Input start = real(0, 1, 4, 8);
    Input sequence = real(-2, 2, 6, 4, 5);
    return List.of(
        op("embedding, 1 of 32 rows of 16", "a product with the one-hot", "0 ≤ index < 32",
            List.of(real(-2, 2, 32, 16), whole(0, 31, 64)), in -> in.get(0).lookup(in.get(1))),
        op("attention of 16 queries and keys of 8", "two products, and softmax", SUMS,
            List.of(real(-2, 2, 16, 8), real(-2, 2, 16, 8), real(-2, 2, 16, 8)),
            in -> in.get(0).attention(in.get(1), in.get(2), Optional.empty())),
        op("RNN, 6 steps of 8 units", "a product and tanh a step", SUMS, cell(sequence, start, 1),
            in -> in.get(0).rnn(weights(in), in.get(5), Recurrent.Activation.TANH).all()),
        op("GRU, 6 steps of 8 units", "two products, sigmoid and tanh a step", SUMS, cell(sequence, start, 3),
            in -> in.get(0).gru(weights(in), in.get(5), Recurrent.GruGates.RZH, true).all()),
        op("LSTM, 6 steps of 8 units", "a product, sigmoid and tanh, two products, tanh a step", SUMS,
            cell(sequence, start, 4),
            in -> in.get(0).lstm(weights(in), in.get(5), in.get(5), Recurrent.LstmGates.IFCO).all()));
  }

  private static List<Input> cell(Input sequence, Input start, int gates) {
    return List.of(sequence, real(-0.5, 0.5, gates * 8, 5), real(-0.5, 0.5, gates * 8, 8), real(-0.5, 0.5, gates * 8),
        real(-0.5, 0.5, gates * 8), start);
  }

  private static Recurrent.Weights<SecretTensor> weights(List<SecretTensor> in) {
    return new Recurrent.Weights<>(in.get(1), in.get(2), in.get(3), in.get(4));
  }

  private static List<MeasuredOp> structure() {
    return List.of(
        op("interpolation by lines, 16×16 to 32×32", "a product with a public matrix for each axis", SUMS,
            List.of(IMAGES), in -> in.get(0).resizeLinear(2, 32, Interpolation.Coordinates.HALF_PIXEL).resizeLinear(3,
                32, Interpolation.Coordinates.HALF_PIXEL)),
        op("interpolation by nearest, padding, reshape, transpose, slice, concat, flip, gather by public indices",
            "exact and local", "all", List.of(IMAGES),
            in -> in.get(0).resizeNearest(2, 32).pad(3, 1, 1, Padding.Mode.REFLECT).transpose().flip(2).slice(3, 1, 9)
                .gather(1, 3, 0).reshape(-1)));
  }
}
