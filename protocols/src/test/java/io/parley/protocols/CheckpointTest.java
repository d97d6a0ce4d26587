package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Long sessions of maliciously secure protocols are checked in between: what is yet to be checked stays bounded. */
class CheckpointTest {
  /** The same protocol with checkpoints at shorter intervals. */
  private static final class Impatient extends ForwardingProtocol {
    private final long words;

    Impatient(Protocol host, long words) {
      super(host);
      this.words = words;
    }

    @Override
    public long wordsBetweenCheckpoints() {
      return words;
    }
  }

  /** x^16 by squaring, with a comparison at the end, which uses values from before the last checkpoints. */
  private static Plan plan(Shape shape) {
    PlansForTests b = new PlansForTests();
    int x = b.secret("x", shape, 8);
    int power = x;
    for (int i = 0; i < 4; i++) {
      power = b.add(new Op.Product(new Bilinear.Mul(), 8), b.type(x), power, power);
    }
    int sign = b.add(new Op.IsNegative(), TensorType.secretBits(shape), x);
    return b.reveal("z", b.add(new Op.Mask(), b.type(x), sign, power)).plan();
  }

  static Stream<ConformanceTest.Setting> malicious() {
    return TamperingTest.malicious();
  }

  @ParameterizedTest
  @MethodSource("malicious")
  void manyCheckpoints_changeNothing_andCostWhatIsDeclared(ConformanceTest.Setting setting) throws Exception {
    Shape shape = Shape.of(100);
    Protocol protocol = new Impatient(setting.protocol(), 100);
    Values x = Values.of(shape, new java.util.Random(1).ints(100, -2, 3).asDoubleStream().toArray());

    Estimate estimate = Estimate.of(plan(shape), protocol, new Roles(setting.parties()));
    var outcome = LocalNetwork.run(plan(shape), protocol, setting.parties(), Map.of("x", x));

    assertThat(estimate.checkpoints()).hasSizeGreaterThan(3);
    for (int i = 0; i < 100; i++) {
      double v = x.data()[i];
      assertThat(outcome.output("z").data()[i]).isEqualTo(v < 0 ? Math.pow(v, 16) : 0.0);
    }
    for (int role = 0; role < setting.parties() + 2; role++) {
      assertThat(outcome.usage(role).bytesSent()).isEqualTo(estimate.bytes().get(role));
    }
    assertThat(outcome.usage(0).rounds()).isEqualTo(estimate.rounds());
  }

  @ParameterizedTest
  @MethodSource("malicious")
  void oneCheckpoint_isBeforeTheOutputs(ConformanceTest.Setting setting) {
    Estimate estimate = Estimate.of(plan(Shape.of(3)), setting.protocol(), new Roles(setting.parties()));

    assertThat(estimate.checkpoints()).containsExactly(plan(Shape.of(3)).nodes().size() - 1);
  }
}
