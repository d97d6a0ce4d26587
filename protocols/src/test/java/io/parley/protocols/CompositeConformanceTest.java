package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.plaintext.PlaintextInterpreter;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.engine.Usage;
import io.parley.protocols.spi.Roles;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Composite ops, lowered, and ops that run at the same time, under every protocol. */
class CompositeConformanceTest {
  static final Shape IMAGES = Shape.of(2, 1, 6, 6);
  static final Shape KERNELS = Shape.of(3, 1, 3, 3);
  static final Shape WEIGHTS = Shape.of(12, 5);

  static Stream<ConformanceTest.Setting> settings() {
    return ConformanceTest.settings();
  }

  static Values values(Random random, Shape shape) {
    return Values.of(shape, random.doubles(shape.size(), -2, 2).map(v -> Math.rint(v * 256) / 256).toArray());
  }

  /** Convolution, pooling of both kinds, ReLU, a dense layer, comparisons and selections. */
  static Plan network() {
    Trace trace = Trace.create("network");
    SecretTensor hidden = trace.secret("images", IMAGES)
        .conv2d(trace.secret("kernels", KERNELS), Conv2dSpec.of(3, 1)).relu()
        .maxPool(Conv2dSpec.of(2, 2));
    SecretTensor dense = hidden.reshape(2, 12).matmul(trace.secret("weights", WEIGHTS));
    SecretTensor halves = dense.mul(0.5).add(1);
    trace.reveal("scores", dense);
    trace.reveal("larger", dense.greaterThan(halves).select(dense, halves));
    trace.reveal("between", dense.greaterThan(-1.0).and(dense.lessThan(1.0)).xor(halves.lessThan(0.75).not()));
    trace.reveal("squares", dense.mul(dense).mul(dense));
    return trace.plan();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void compositeOps_matchThePlaintextInterpreter(ConformanceTest.Setting setting) throws Exception {
    Random random = new Random(7);
    Map<String, Values> inputs = new HashMap<>(Map.of("images", values(random, IMAGES), "kernels",
        values(random, KERNELS), "weights", values(random, WEIGHTS)));
    Map<String, Values> expected = PlaintextInterpreter.run(network(), inputs);

    var outcome = LocalNetwork.run(Lowering.lower(network(), setting.protocol().target()), setting.protocol(),
        setting.parties(), inputs);

    expected.forEach((name, values) -> {
      double largest = Math.max(1, Math.abs(Stream.of(values.data()).flatMapToDouble(java.util.Arrays::stream)
          .map(Math::abs).max().orElse(0)));
      // A unit in the last place at each of a handful of truncations, and what later products make of it.
      double tolerance = name.equals("between") ? 0 : largest * Math.scalb(1.0, -9);
      double[] got = Objects.requireNonNull(outcome.outputs().get(name), name).data();
      for (int i = 0; i < got.length; i++) {
        assertThat(got[i]).as("%s at %d", name, i).isCloseTo(values.data()[i],
            org.assertj.core.api.Assertions.within(tolerance));
      }
    });
  }

  @ParameterizedTest
  @MethodSource("settings")
  void opsThatDoNotDependOnEachOther_shareTheirRounds(ConformanceTest.Setting setting) throws Exception {
    Shape shape = Shape.of(33);
    Map<String, Values> inputs = Map.of("x", values(new Random(3), shape));
    Trace together = Trace.create("together");
    SecretTensor x = together.secret("x", shape);
    together.reveal("relu", x.relu());
    together.reveal("square", x.mul(x));
    together.reveal("other", x.sub(1).relu());
    together.reveal("sign", x.lessThan(0.5));
    Trace alone = Trace.create("alone");
    alone.reveal("relu", alone.secret("x", shape).relu());
    Roles roles = new Roles(setting.parties());

    int rounds = LocalNetwork
        .run(Lowering.lower(together.plan(), setting.protocol().target()), setting.protocol(), setting.parties(),
            inputs)
        .usageByRole().values().stream().mapToInt(Usage::rounds).max().orElse(0);

    assertThat(rounds).isEqualTo(
        Estimate.of(Lowering.lower(alone.plan(), setting.protocol().target()), setting.protocol(), roles).rounds());
  }
}
