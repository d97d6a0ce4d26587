package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.plan.Op;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmokeTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void relu_ofAProduct_matchesPlaintext(int parties) throws Exception {
    Shape shape = Shape.of(1000);
    PlansForTests b = new PlansForTests();
    int x = b.secret("x", shape, 16);
    int y = b.secret("y", shape, 16);
    int z = b.add(new Op.Product(new Bilinear.Mul(), 16), TensorType.secret(shape, 16), x, y);
    int s = b.add(new Op.IsNegative(), TensorType.secretBits(shape), z);
    int p = b.add(new Op.Not(), TensorType.secretBits(shape), s);
    int r = b.add(new Op.Mask(), TensorType.secret(shape, 16), p, z);
    b.reveal("relu", r);
    Random random = new Random(1);
    double[] xs = random.doubles(1000, -10, 10).toArray();
    double[] ys = random.doubles(1000, -10, 10).toArray();
    var outcome = LocalNetwork.run(b.plan(), Protocols.byName("beaver"), parties,
        Map.of("x", Values.of(shape, xs), "y", Values.of(shape, ys)));
    double[] out = outcome.output("relu").data();
    for (int i = 0; i < 1000; i++) {
      assertThat(out[i]).isCloseTo(Math.max(0, xs[i] * ys[i]), within(5e-4));
    }
    Estimate estimate = Estimate.of(b.plan(), Protocols.byName("beaver"), new Roles(parties));
    assertThat(outcome.usage().getFirst().rounds()).isEqualTo(estimate.rounds());
    for (int p0 = 0; p0 < parties; p0++) {
      assertThat(outcome.usage().get(p0).bytesSent()).isEqualTo(estimate.bytes().get(p0));
    }
  }
}
