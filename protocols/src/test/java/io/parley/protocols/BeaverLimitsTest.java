package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.engine.ClientSession;
import io.parley.protocols.engine.DealerSession;
import io.parley.protocols.engine.Message;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BeaverLimitsTest {
  private static final Protocol BEAVER = Protocols.byName("beaver");
  private static final Shape SHAPE = Shape.of(3);

  private static Plan product() {
    PlansForTests b = new PlansForTests();
    int x = b.secret("x", SHAPE, 0);
    int y = b.secret("y", SHAPE, 0);
    return b.reveal("z", b.add(new Op.Product(new Bilinear.Mul(), 0), TensorType.secret(SHAPE, 0), x, y)).plan();
  }

  /** Semi-honest: the documented limit. The party learns nothing from it, but the result is wrong. */
  @Test
  void aTamperedOpening_changesTheResult_andIsNotDetected() throws Exception {
    Map<String, Values> inputs = Map.of("x", Values.of(SHAPE, 1, 2, 3), "y", Values.of(SHAPE, 4, 5, 6));

    var outcome = LocalNetwork.run(product(), BEAVER, 2, inputs, (from, to, m) -> {
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

  @Test
  void independentOps_shareTheirRounds() {
    PlansForTests b = new PlansForTests();
    TensorType type = TensorType.secret(SHAPE, 0);
    for (int i = 0; i < 10; i++) {
      int x = b.secret("x" + i, SHAPE, 0);
      int y = b.secret("y" + i, SHAPE, 0);
      b.reveal("p" + i, b.add(new Op.Product(new Bilinear.Mul(), 0), type, x, y));
      b.reveal("r" + i, ConformanceCases.relu(b, x));
    }

    Estimate estimate = Estimate.of(b.plan(), BEAVER, new Roles(2));

    assertThat(estimate.rounds()).as("those of one ReLU").isEqualTo(3);
  }

  @Test
  void aComparison_takesThreeRoundsAndLessThan12Bytes() {
    PlansForTests b = new PlansForTests();
    Shape shape = Shape.of(64_000);
    int x = b.secret("x", shape, 16);
    b.reveal("z", b.add(new Op.IsNegative(), TensorType.secretBits(shape), x));

    Estimate estimate = Estimate.of(b.plan(), BEAVER, new Roles(2));

    assertThat(estimate.rounds()).isEqualTo(3);
    // In bits: three gates of four runs and one of two, then one of four.
    assertThat(estimate.bytes().get(0).get(1) / 64_000.0).isEqualTo(8 + (6 + 7 + 7 + 3 + 6) / 8.0);
  }

  @Test
  void aMatmul_opensItsOperandsOnce() {
    PlansForTests b = new PlansForTests();
    int x = b.secret("x", Shape.of(10, 20), 16);
    int y = b.secret("y", Shape.of(20, 30), 16);
    Op matmul = new Op.Product(new Bilinear.MatMul(), 0);
    b.reveal("z", b.add(matmul, TensorType.secret(Shape.of(10, 30), 32), x, y));
    b.reveal("again", b.add(matmul, TensorType.secret(Shape.of(10, 30), 32), x, y));

    Estimate estimate = Estimate.of(b.plan(), BEAVER, new Roles(2));

    assertThat(estimate.bytes().get(0).get(1)).isEqualTo(8 * (10 * 20 + 20 * 30));
    assertThat(estimate.rounds()).isEqualTo(1);
  }

  @Test
  void oneParty_isRefused_withTheRemedy() {
    assertThatThrownBy(() -> Estimate.of(product(), BEAVER, new Roles(1))).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("at least 2 parties");
  }

  @Test
  void aPublicInput_isRefused_withTheRemedy() {
    PlansForTests b = new PlansForTests();
    int x = b.secret("x", SHAPE, 16);
    int y = b.input("y", TensorType.publicly(SHAPE, 16));
    Plan plan = b.reveal("z", b.add(new Op.Add(), b.type(x), x, y)).plan();

    assertThatThrownBy(() -> Estimate.of(plan, BEAVER, new Roles(2))).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("'y'").hasMessageContaining("constant");
  }

  @Test
  void anUnknownProtocol_isRefused_withTheKnownOnes() {
    assertThatThrownBy(() -> Protocols.byName("beever")).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("'beever'").hasMessageContaining("beaver").hasMessageContaining("plain");
  }

  @Test
  void aDealerSession_runsOnce() throws Exception {
    DealerSession dealer = DealerSession.create(product(), BEAVER, new Roles(2), (_, _) -> {}, new SecureRandom());
    dealer.run();

    assertThatThrownBy(dealer::run).isInstanceOf(IllegalStateException.class).hasMessageContaining("once");
  }

  @Test
  void inputs_areCheckedByName_shapeAndRange() {
    ClientSession client = ClientSession.create(product(), BEAVER, new Roles(2), (_, _) -> {}, new SecureRandom());
    Values good = Values.of(SHAPE, 1, 2, 3);

    assertThatThrownBy(() -> client.share(Map.of("x", good))).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("'y'").hasMessageContaining("missing");
    assertThatThrownBy(() -> client.share(Map.of("x", good, "y", good, "w", good)))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("no input 'w'");
    assertThatThrownBy(() -> client.share(Map.of("x", good, "y", Values.scalar(1))))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("'y'").hasMessageContaining("[3]");
    assertThatThrownBy(() -> client.share(Map.of("x", good, "y", Values.of(SHAPE, 1, 0x1p62, 3))))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("'y'").hasMessageContaining("fit");
  }
}
