package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.engine.Message;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicatedLimitsTest {
  private static final Protocol REPLICATED = Protocols.byName("replicated");
  private static final Roles THREE = new Roles(3);
  private static final Shape SHAPE = Shape.of(3);
  private static final int N = 64_000;

  private static Plan product(Shape shape, int fractionBits, int truncateBits) {
    PlansForTests b = new PlansForTests();
    int x = b.secret("x", shape, fractionBits);
    int y = b.secret("y", shape, fractionBits);
    TensorType type = TensorType.secret(shape, 2 * fractionBits - truncateBits);
    return b.reveal("z", b.add(new Op.Product(new Bilinear.Mul(), truncateBits), type, x, y)).plan();
  }

  /** Bytes for each of N elements. */
  private static double sent(Estimate estimate, int from, int to) {
    long key = 32 + 32;
    return (estimate.bytes().get(from).get(to) - key) / (double) N;
  }

  @Test
  void aMultiplication_takesOneRound_and8BytesFromEveryParty() {
    Estimate estimate = Estimate.of(product(Shape.of(N), 0, 0), REPLICATED, THREE);

    assertThat(estimate.rounds()).isEqualTo(1);
    for (int party = 0; party < 3; party++) {
      assertThat(sent(estimate, party, (party + 2) % 3)).isEqualTo(8);
      assertThat(sent(estimate, party, (party + 1) % 3)).isEqualTo(0);
    }
  }

  @Test
  void aMultiplicationWithTruncation_takesTwoRounds_and16BytesFromEveryParty() {
    Estimate estimate = Estimate.of(product(Shape.of(N), 16, 16), REPLICATED, THREE);

    assertThat(estimate.rounds()).isEqualTo(2);
    assertThat(sent(estimate, 0, 1)).isEqualTo(8);
    assertThat(sent(estimate, 0, 2)).isEqualTo(8);
    assertThat(sent(estimate, 1, 0)).isEqualTo(0);
    assertThat(sent(estimate, 1, 2)).isEqualTo(16);
    assertThat(sent(estimate, 2, 0)).isEqualTo(0);
    assertThat(sent(estimate, 2, 1)).isEqualTo(16);
  }

  @Test
  void aComparison_takesSevenRounds_and19BytesAtMost() {
    PlansForTests b = new PlansForTests();
    int x = b.secret("x", Shape.of(N), 16);
    b.reveal("z", b.add(new Op.IsNegative(), TensorType.secretBits(Shape.of(N)), x));

    Estimate estimate = Estimate.of(b.plan(), REPLICATED, THREE);

    assertThat(estimate.rounds()).isEqualTo(7);
    assertThat(sent(estimate, 0, 1) + sent(estimate, 0, 2)).isEqualTo(19);
    assertThat(sent(estimate, 1, 0) + sent(estimate, 1, 2)).isEqualTo(15);
    assertThat(sent(estimate, 2, 0) + sent(estimate, 2, 1)).isEqualTo(15);
  }

  @Test
  void aMatmul_sendsTheResult_notTheOperands() {
    PlansForTests b = new PlansForTests();
    int x = b.secret("x", Shape.of(10, 200), 16);
    int y = b.secret("y", Shape.of(200, 30), 16);
    b.reveal("z", b.add(new Op.Product(new Bilinear.MatMul(), 0), TensorType.secret(Shape.of(10, 30), 32), x, y));

    Estimate estimate = Estimate.of(b.plan(), REPLICATED, THREE);

    assertThat(estimate.nodes().stream().mapToLong(Estimate.NodeCost::bytesPerParty).sum()).isEqualTo(8 * 10 * 30);
  }

  /** Semi-honest: the documented limit. The party learns nothing from it, but the result is wrong. */
  @Test
  void aTamperedMessage_changesTheResult_andIsNotDetected() throws Exception {
    Map<String, Values> inputs = Map.of("x", Values.of(SHAPE, 1, 2, 3), "y", Values.of(SHAPE, 4, 5, 6));

    var outcome = LocalNetwork.run(product(SHAPE, 16, 16), REPLICATED, 3, inputs, (from, to, m) -> {
      if (from == 2 && to == 1 && Message.node(m.key()) >= 0) {
        long[] words = m.words().clone();
        words[0] += 1L << 40;
        return List.of(new Message(m.key(), m.depth(), words));
      }
      return List.of(m);
    });

    assertThat(Math.abs(outcome.output("z").data()[0] - 4)).isGreaterThan(1);
    assertThat(outcome.output("z").data()[1]).isCloseTo(10, within(0x1p-15));
  }

  @Test
  void otherNumbersOfParties_areRefused_withTheRemedy() {
    for (int parties : new int[]{1, 2, 4, 5}) {
      assertThatThrownBy(() -> Estimate.of(product(SHAPE, 0, 0), REPLICATED, new Roles(parties)))
          .isInstanceOf(BadRequestException.class).hasMessageContaining("exactly 3 parties")
          .hasMessageContaining("start 3");
    }
  }
}
