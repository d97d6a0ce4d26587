package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Bilinear;
import io.parley.crypto.FourierSeries;
import io.parley.crypto.Shape;
import io.parley.plan.Op;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.engine.Message;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTest {
  private static final Protocol MASKED = Protocols.byName("masked");
  /** Takes a tree of two levels, in two groups. */
  private static final int LARGE = 70_001;

  private static Estimate estimate(PlansForTests b) {
    return Estimate.of(b.plan(), MASKED, new Roles(2));
  }

  private static double sentPerElement(Estimate estimate, int elements) {
    return estimate.bytes().get(0).get(1) / (double) elements;
  }

  @Test
  void aProduct_sendsItsResultOnly() {
    PlansForTests b = new PlansForTests();
    int x = b.secret("x", Shape.of(10, 200), 16);
    int y = b.secret("y", Shape.of(200, 30), 16);
    b.reveal("z", b.add(new Op.Product(new Bilinear.MatMul(), 0), TensorType.secret(Shape.of(10, 30), 32), x, y));

    assertThat(estimate(b).bytes().get(0).get(1)).isEqualTo(8 * 10 * 30);
    assertThat(estimate(b).rounds()).isEqualTo(1);
  }

  @Test
  void aComparison_takesAtMostThreeRoundsAndEightBytes() {
    PlansForTests b = new PlansForTests();
    Shape shape = Shape.of(64_000);
    b.reveal("z", b.add(new Op.IsNegative(), TensorType.secretBits(shape), b.secret("x", shape, 16)));

    assertThat(estimate(b).rounds()).isEqualTo(3);
    assertThat(sentPerElement(estimate(b), 64_000)).isLessThan(4);
  }

  @Test
  void aSmallComparison_takesTwoRounds() {
    PlansForTests b = new PlansForTests();
    Shape shape = Shape.of(1000);
    b.reveal("z", b.add(new Op.IsNegative(), TensorType.secretBits(shape), b.secret("x", shape, 16)));

    assertThat(estimate(b).rounds()).isEqualTo(2);
  }

  @Test
  void aTruncationBeforeAReLU_takesNoMessage() {
    PlansForTests b = new PlansForTests();
    Shape shape = Shape.of(64_000);
    int x = b.secret("x", shape, 32);
    b.reveal("relu", ConformanceCases.relu(b, b.add(new Op.Truncate(16), TensorType.secret(shape, 16), x)));

    assertThat(estimate(b).rounds()).isEqualTo(4);
    assertThat(sentPerElement(estimate(b), 64_000)).isLessThan(12);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void largeTensors_goInGroups_andAreComparedRight(int parties) throws Exception {
    PlansForTests b = new PlansForTests();
    Shape shape = Shape.of(LARGE);
    int x = b.secret("x", shape, 32);
    int narrow = b.add(new Op.Truncate(16), TensorType.secret(shape, 16), x);
    b.reveal("full", b.add(new Op.IsNegative(), TensorType.secretBits(shape), x));
    b.reveal("narrow", b.add(new Op.IsNegative(), TensorType.secretBits(shape), narrow));
    b.reveal("relu", ConformanceCases.relu(b, narrow));
    Random random = new Random(1);
    double[] xs = IntStream.range(0, LARGE)
        .mapToDouble(i -> i % 2 == 0 ? random.nextInt(-9, 10) : Math.rint(random.nextGaussian() * (1 << 20))).toArray();

    var outcome = LocalNetwork.run(b.plan(), MASKED, parties, Map.of("x", Values.of(shape, xs)));

    for (int i = 0; i < LARGE; i++) {
      assertThat(outcome.output("full").data()[i]).as("at %d", i).isEqualTo(xs[i] < 0 ? 1 : 0);
      assertThat(outcome.output("relu").data()[i]).as("at %d", i).isBetween(Math.max(0, xs[i]) - 0x1p-16,
          Math.max(0, xs[i]) + 0x1p-16);
    }
    assertThat(outcome.output("narrow").data()).isEqualTo(outcome.output("full").data());
  }

  @Test
  void narrowNumbers_multiplyAgain_afterAllThatIsLinear() throws Exception {
    PlansForTests b = new PlansForTests();
    Shape shape = Shape.of(1000);
    TensorType type = TensorType.secret(shape, 16);
    int x = b.add(new Op.Truncate(16), type, b.secret("x", shape, 32));
    int y = b.secret("y", shape, 16);
    int difference = b.add(new Op.Sub(), type, b.add(new Op.Add(), type, x, y), b.add(new Op.Negate(), type, x));
    b.reveal("z", b.add(new Op.Product(new Bilinear.Mul(), 16), type, difference, x));
    double[] xs = new Random(2).ints(1000, -10_000, 10_000).asDoubleStream().toArray();
    double[] ys = new Random(3).ints(1000, -100, 100).asDoubleStream().toArray();

    var outcome = LocalNetwork.run(b.plan(), MASKED, 2,
        Map.of("x", Values.of(shape, xs), "y", Values.of(shape, ys)));

    for (int i = 0; i < xs.length; i++) {
      double expected = (2 * xs[i] + ys[i]) * xs[i];
      double ulps = (4 * Math.abs(xs[i]) + Math.abs(ys[i]) + 2) * 0x1p-16;
      assertThat(outcome.output("z").data()[i]).as("at %d", i).isBetween(expected - ulps, expected + ulps);
    }
  }

  @Test
  void aSeparableFunction_takesOneRound_andWhatItDeals() {
    PlansForTests b = new PlansForTests();
    Shape shape = Shape.of(100);
    FourierSeries series = new FourierSeries(16, 3, 40, List.of(0.5, -1.0, 0.25), List.of(0.0, 2.0, -0.125));
    b.reveal("z", b.add(new Op.Separated(series), TensorType.secret(shape, 40), b.secret("x", shape, 16)));

    assertThat(estimate(b).rounds()).isEqualTo(1);
    assertThat(sentPerElement(estimate(b), 100)).isEqualTo(8);
  }

  @Test
  void aSeparableFunction_isRefused_whereTheProviderKnowsNoMasks() {
    PlansForTests b = new PlansForTests();
    Shape shape = Shape.of(3);
    FourierSeries series = new FourierSeries(16, 3, 40, List.of(0.5), List.of(0.0));
    b.reveal("z", b.add(new Op.Separated(series), TensorType.secret(shape, 40), b.secret("x", shape, 16)));

    assertThatThrownBy(() -> LocalNetwork.run(b.plan(), Protocols.byName("replicated"), 3,
        Map.of("x", Values.of(shape, 1, 2, 3)))).hasMessageContaining("lowered for protocols")
        .hasMessageContaining("'replicated'");
  }

  /** Semi-honest: the documented limit. The party learns nothing from it, but the result is wrong. */
  @Test
  void aTamperedOpening_changesTheResult_andIsNotDetected() throws Exception {
    PlansForTests b = new PlansForTests();
    Shape shape = Shape.of(3);
    int x = b.secret("x", shape, 0);
    int y = b.secret("y", shape, 0);
    b.reveal("z", b.add(new Op.Product(new Bilinear.Mul(), 0), TensorType.secret(shape, 0), x, y));

    var outcome = LocalNetwork.run(b.plan(), MASKED, 2,
        Map.of("x", Values.of(shape, 1, 2, 3), "y", Values.of(shape, 4, 5, 6)), (from, to, m) -> {
          if (from == 0 && to == 1) {
            long[] words = m.words().clone();
            words[0] += 1;
            return List.of(new Message(m.key(), m.depth(), words));
          }
          return List.of(m);
        });

    assertThat(outcome.output("z").data()[0]).isNotEqualTo(4);
    assertThat(outcome.output("z").data()[1]).isEqualTo(10);
  }
}
