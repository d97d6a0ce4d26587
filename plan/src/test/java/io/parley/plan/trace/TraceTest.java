package io.parley.plan.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.formulas.AxisWindow;
import io.parley.plan.formulas.Interpolation;
import io.parley.plan.formulas.LossTarget;
import io.parley.plan.formulas.Padding;
import io.parley.plan.formulas.Recurrent;
import io.parley.plan.formulas.Reduction;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceTest {
  private final Trace t = Trace.create("test");

  @Test
  void plan_denseLayer_hasInputsOutputsAndTypes() {
    SecretTensor x = t.secret("x", Shape.of(128, 784));
    SecretTensor w = t.secret("w", Shape.of(784, 10));
    PublicTensor b = t.constant(Values.of(Shape.of(10), new double[10]));
    t.reveal("y", x.matmul(w).add(b).relu());

    Plan plan = t.plan();

    assertThat(plan.inputs()).hasSize(2);
    int last = plan.nodes().size() - 1;
    assertThat(plan.node(last).type()).isEqualTo(TensorType.secret(Shape.of(128, 10), 16));
    assertThat(plan.outputs()).containsExactly(new Output("y", last, Plan.CLIENT));
  }

  @Test
  void arithmetic_computesWhatItSays() {
    assertResult(x -> x.add(1).sub(0.5).mul(2).negate(), -3, 5, -7);
    assertResult(x -> t.constant(1).sub(x).add(t.constant(2).mul(x)), 2, -2, 4);
    assertResult(x -> x.add(t.constant(1).add(t.constant(2).mul(t.constant(3))).sub(t.constant(4))), 4, 0, 6);
    assertResult(x -> x.mul(x).add(x), 2, 6, 12);
    assertResult(SecretTensor::relu, 1, 0, 3);
    assertResult(x -> x.max(x.negate()), 1, 3, 3);
    assertResult(x -> x.mean().broadcast(3), 1 / 3., 1 / 3., 1 / 3.);
    assertResult(x -> x.concat(0, List.of(x)).slice(-1, 2, 5), 3, 1, -3);
    assertResult(x -> x.pad(0, 1, 1).slice(0, 0, 3), 0, 1, -3);
    assertResult(x -> x.reshape(-1, 1).transpose().reshape(-1), 1, -3, 3);
  }

  @Test
  void comparisons_chooseElementwise() {
    assertResult(x -> x.lessThan(2).and(x.greaterThan(0)).toNumber(), 1, 0, 0);
    assertResult(x -> x.lessThan(0).or(x.greaterThan(2)).toNumber(), 0, 1, 1);
    assertResult(x -> x.lessThan(2).xor(x.lessThan(x.negate())).not().toNumber(), 0, 1, 1);
    assertResult(x -> x.greaterThan(t.constant(0)).select(x, x.mul(10)), 1, -30, 3);
  }

  /** Of 1, −3 and 3, each a row or all of one row. */
  @Test
  void losses_computeWhatTheySay() {
    assertResult(x -> x.squaredError(t.constant(1).broadcast(3), Reduction.NONE), 0, 16, 4);
    assertResult(x -> x.absoluteError(x.negate(), Reduction.NONE), 2, 6, 6);
    assertResult(x -> x.huber(x.sub(x), 1, Reduction.NONE), 0.5, 2.5, 2.5);
    assertResult(x -> x.hinge(x.sub(x).add(1), Reduction.NONE), 0, 4, 0);
    assertResult(x -> x.hinge(x.sub(x).add(1), Reduction.SUM).broadcast(3), 4, 4, 4);
    assertResult(x -> x.negativeLogLikelihood(x.sum(), 0, Reduction.NONE).broadcast(3), 3, 3, 3);
    assertNear(x -> x.sigmoidCrossEntropy(x.lessThan(0).toNumber(), Reduction.NONE), Math.log1p(Math.E),
        Math.log1p(Math.exp(-3)) + 3, Math.log1p(Math.exp(3)));
    assertNear(x -> x.sigmoid().binaryCrossEntropy(x.greaterThan(0).toNumber(), Reduction.NONE),
        Math.log1p(Math.exp(-1)), Math.log1p(Math.exp(-3)), Math.log1p(Math.exp(-3)));
    assertNear(x -> x.crossEntropy(x.argmax(0), 0, LossTarget.CLASSES, Reduction.NONE).broadcast(3),
        Math.log(1 + Math.exp(-2) + Math.exp(-6)), Math.log(1 + Math.exp(-2) + Math.exp(-6)),
        Math.log(1 + Math.exp(-2) + Math.exp(-6)));
    assertNear(x -> x.cosineSimilarity(x.abs()).broadcast(3), 1 / 19., 1 / 19., 1 / 19.);
  }

  /** Of 1, −3 and 3. */
  @Test
  void functions_computeWhatTheySay() {
    assertNear(x -> x.abs().sqrt().rsqrt().reciprocal(), 1, Math.sqrt(Math.sqrt(3)), Math.sqrt(Math.sqrt(3)));
    assertNear(x -> x.exp().log(), 1, -3, 3);
    assertNear(x -> x.sigmoid().add(x.negate().sigmoid()), 1, 1, 1);
    assertNear(SecretTensor::tanh, Math.tanh(1), Math.tanh(-3), Math.tanh(3));
    assertNear(SecretTensor::erf, 0.842700793, -0.999977910, 0.999977910);
    assertNear(x -> x.softplus().add(x.logSigmoid()), 1, -3, 3);
    assertNear(x -> x.gelu().add(x.negate().gelu()), 0.682689492, 3 * 0.997300204, 3 * 0.997300204);
    assertNear(x -> x.silu().sub(x.mul(x.sigmoid())), 0, 0, 0);
    assertNear(x -> x.sin().square().add(x.cos().square()), 1, 1, 1);
    assertNear(x -> x.mul(0.7).floor().add(x.mul(0.7).ceil()), 1, -5, 5);
    assertNear(x -> x.mul(0.7).round().add(x.mul(0.7).trunc()), 1, -4, 4);
    assertNear(x -> x.sign().min(x.clamp(-2, 0.5)), 0.5, -2, 0.5);
    assertNear(x -> x.mod(2).add(x.div(4)).add(x.pow(2)), 2.25, 9.25, 10.75);
    assertNear(x -> x.abs().power(x), 1, 1 / 27., 27);
    assertNear(x -> x.div(x.square()).div(t.constant(2)), 0.5, -1 / 6., 1 / 6.);
  }

  @Test
  void activations_bendWhereTheyShould() {
    assertNear(x -> x.leakyRelu(0.1).add(x.prelu(t.constant(0.2))), 2, -0.9, 6);
    assertNear(x -> x.elu(1).add(x.celu(1)), 2, 2 * Math.expm1(-3), 6);
    assertNear(SecretTensor::selu, 1.0507009873554805, 1.0507009873554805 * 1.6732632423543772 * Math.expm1(-3),
        3 * 1.0507009873554805);
    assertNear(x -> x.hardSigmoid(0.2, 0.5).add(x.hardSwish()).add(x.relu6()), 0.7 + 2 / 3. + 1, 0, 1 + 3 + 3);
    assertNear(x -> x.softsign().add(x.mish()), 0.5 + Math.tanh(Math.log1p(Math.E)),
        -0.75 - 3 * Math.tanh(Math.log1p(Math.exp(-3))), 0.75 + 3 * Math.tanh(Math.log1p(Math.exp(3))));
    assertNear(x -> x.thresholdedRelu(1).add(x.softShrink(1)).add(x.hardShrink(2)), 0, -2 - 3, 3 + 2 + 3);
  }

  @Test
  void comparisons_withTies_areExact() {
    assertNear(x -> x.lessOrEqual(x.relu()).toNumber(), 1, 1, 1);
    assertNear(x -> x.greaterOrEqual(x.relu()).toNumber(), 1, 0, 1);
    assertNear(x -> x.equalTo(3).or(x.equalTo(x.abs()).not()).toNumber(), 0, 1, 1);
    assertNear(x -> x.isZero().any().not().and(x.lessThan(4).all()).toNumber().broadcast(3), 1, 1, 1);
  }

  @Test
  void reductions_dropTheirAxes() {
    assertNear(x -> three(x.maxOver(), x.minOver(0), x.prod(-1)), 3, -3, -9);
    assertNear(x -> three(x.variance(), x.deviation(), x.l1()), 56 / 9., Math.sqrt(56 / 9.), 7);
    assertNear(x -> three(x.l2(), x.logSumExp(), x.mean()), Math.sqrt(19),
        Math.log(Math.E + Math.exp(-3) + Math.exp(3)), 1 / 3.);
    assertNear(x -> three(x.argmax(0), x.argmin(0), x.median(0)), 2, 1, 1);
    assertNear(x -> x.softmax(0).log().sub(x.logSoftmax(0)), 0, 0, 0);
    assertNear(x -> x.standardise(0).mul(x.deviation()).add(x.mean()), 1, -3, 3);
  }

  @Test
  void places_followTheirIndices() {
    assertNear(x -> x.cumsum(0), 1, -2, 1);
    assertNear(x -> x.sort(0), -3, 1, 3);
    assertNear(x -> x.topK(2, 0).values().concat(0, List.of(x.topK(1, 0).indices())), 3, 1, 2);
    assertNear(x -> x.gather(0, 2, 0).concat(0, List.of(x.flip(0).slice(0, 1, 2))), 3, 1, -3);
    assertNear(x -> x.lookup(x.argmax(0).reshape(1)).concat(0, List.of(x.oneHot(4).sum(0).slice(0, 0, 2))), 3, 0, 1);
    assertNear(x -> x.take(x.argmin(0).reshape(1), 0).broadcast(3), -3, -3, -3);
    assertNear(x -> x.slice(0, 0, 2).pad(0, 0, 1, Padding.Mode.EDGE), 1, -3, -3);
    assertNear(x -> x.resizeNearest(0, 6).slice(0, 1, 4), 1, -3, -3);
    assertNear(x -> x.resizeLinear(0, 5, Interpolation.Coordinates.ALIGN_CORNERS).slice(0, 0, 3), 1, -1, -3);
    assertNear(x -> t.einsum("i,i->i", x, x), 1, 9, 9);
  }

  private static SecretTensor three(SecretTensor x, SecretTensor y, SecretTensor z) {
    return x.reshape(1).concat(0, List.of(y.reshape(1), z.reshape(1)));
  }

  @Test
  void layers_takeSecretOrPublicWeights() {
    PublicTensor one = t.constant(1);
    PublicTensor ones = t.constant(Values.of(Shape.of(1), 1));
    assertNear(x -> x.layerNorm(0, one, one, 0).sub(x.standardise(0, 0)), 1, 1, 1);
    assertNear(x -> x.rmsNorm(0, t.constant(2), 0), 2 / Math.sqrt(19 / 3.), -6 / Math.sqrt(19 / 3.),
        6 / Math.sqrt(19 / 3.));
    assertNear(x -> x.reshape(1, 1, 3).instanceNorm(ones, ones, 0).reshape(3).sub(x.standardise(0, 0)), 1, 1, 1);
    assertNear(x -> x.reshape(1, 1, 3).groupNorm(1, ones, ones, 0).reshape(3).sub(x.standardise(0, 0)), 1, 1, 1);
    assertNear(x -> x.reshape(1, 1, 3).batchNorm(ones, ones, ones, ones, 0).reshape(3), 1, -3, 3);
    PublicTensor kernel = t.constant(Values.of(Shape.of(1, 1, 2), 1, 10));
    AxisWindow window = new AxisWindow(2, 1, 0, 1, 1);
    assertNear(x -> x.reshape(1, 1, 3).conv1d(kernel, window, 1).reshape(3), -29, 27, 3);
    assertNear(x -> x.reshape(1, 1, 3).convTranspose1d(kernel, window, 0, 1).reshape(3), 1, 7, -27);
    assertNear(x -> x.reshape(1, 1, 3).maxPool1d(window).reshape(3), 1, 3, 3);
    assertNear(x -> x.reshape(1, 1, 3).averagePool1d(window).reshape(3), -1, 0, 3);
    assertNear(x -> x.reshape(3, 1).attention(x.reshape(3, 1).sub(x.reshape(3, 1)), x.reshape(3, 1), Optional.empty())
        .reshape(3), 1 / 3., 1 / 3., 1 / 3.);
  }

  @Test
  void recurrentLayers_haveAllAndLastStates() {
    PublicTensor w = t.constant(Values.of(Shape.of(1, 1), 1));
    PublicTensor b = t.constant(Values.of(Shape.of(1), 0));
    PublicTensor zero = t.constant(Values.of(Shape.of(1, 1), 0));
    assertNear(
        x -> x.reshape(3, 1, 1).rnn(new Recurrent.Weights<>(w, w, b, b), zero, Recurrent.Activation.LINEAR).all()
            .reshape(3),
        1, -2,
        1);
    assertNear(x -> x.reshape(3, 1, 1).rnn(new Recurrent.Weights<>(w, w, b, b), zero, Recurrent.Activation.RELU).last()
        .broadcast(3, 1).reshape(3), 3, 3, 3);
  }

  @Test
  void images_convolveAndPool() {
    Trace trace = Trace.create("images");
    SecretTensor x = trace.secret("x", Shape.of(1, 1, 2, 2));
    PublicTensor kernel = trace.constant(Values.of(Shape.of(1, 1, 2, 2), 1, 10, 100, 1000));
    trace.reveal("conv", x.conv2d(kernel, Conv2dSpec.of(2, 1)));
    trace.reveal("max", x.maxPool(Conv2dSpec.of(2, 2)));
    trace.reveal("mean", x.averagePool(Conv2dSpec.of(2, 2)));

    Map<String, Values> y = PlaintextInterpreter.run(trace.plan(), Map.of("x", Values.of(x.shape(), 1, 2, 3, 4)));

    assertThat(y.values().stream().map(v -> v.data()[0])).containsExactly(4321., 4., 2.5);
  }

  @Test
  void tensorsOfTwoTraces_areNotMixed() {
    SecretTensor x = t.secret("x", Shape.of(2));
    SecretTensor y = Trace.create("other").secret("y", Shape.of(2));

    assertThatThrownBy(() -> x.add(y)).isInstanceOf(BadRequestException.class).hasMessageContaining("another trace");
  }

  @Test
  void mistakes_areBadRequests() {
    SecretTensor x = t.secret("x", Shape.of(2, 3));

    assertThatThrownBy(() -> x.reshape(-1, -1)).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> x.reshape(4, -1)).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> x.slice(2, 0, 1)).isInstanceOf(BadRequestException.class).hasMessageContaining("axis 2");
    assertThatThrownBy(() -> x.slice(0, 0, 5)).isInstanceOf(BadRequestException.class).hasMessageContaining("0:5");
    assertThatThrownBy(() -> x.broadcast(4, 3)).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(t::plan).isInstanceOf(BadRequestException.class);
  }

  private int cases;

  private void assertNear(Function<SecretTensor, SecretTensor> f, double... expected) {
    double[] got = result(f);
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(got[i]).isCloseTo(expected[i], within(1e-6));
    }
  }

  private void assertResult(Function<SecretTensor, SecretTensor> f, double... expected) {
    assertThat(result(f)).containsExactly(expected);
  }

  private double[] result(Function<SecretTensor, SecretTensor> f) {
    SecretTensor x = t.secret("x" + cases, Shape.of(3));
    t.reveal("y" + cases, f.apply(x));
    Map<String, Values> inputs = IntStream.rangeClosed(0, cases).boxed()
        .collect(Collectors.toMap(i -> "x" + i, _ -> Values.of(Shape.of(3), 1, -3, 3)));
    return Objects.requireNonNull(PlaintextInterpreter.run(t.plan(), inputs).get("y" + cases++)).data();
  }
}
