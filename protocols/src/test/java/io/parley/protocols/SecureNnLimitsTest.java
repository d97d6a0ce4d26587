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
import io.parley.protocols.engine.Message;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Costs op by op, next to the paper's table of rounds and bits; see also the tests of the parts. */
class SecureNnLimitsTest {
  private static final Protocol SECURENN = Protocols.byName("securenn");
  private static final Roles ROLES = new Roles(3);
  private static final int N = 1000;
  private static final Shape SHAPE = Shape.of(N);

  private final PlansForTests b = new PlansForTests();

  private Estimate estimate(int z) {
    return Estimate.of(b.reveal("z", z).plan(), SECURENN, ROLES);
  }

  /** Words that the parties send each other, beside the 8 of a commitment to half of their key and the half. */
  private static long words(Estimate e, int from, int to) {
    return e.bytes().get(from).get(to) / 8 - 8;
  }

  private static long words(Estimate e) {
    return words(e, 0, 1) + words(e, 1, 0) + words(e, 0, 2) + words(e, 1, 2) + words(e, 2, 0) + words(e, 2, 1);
  }

  /** The paper: 2 rounds, (2mn + 2nv + mv) words. C_1 need not be waited for before E and F leave. */
  @Test
  void matMul_takes1Round_andThePapersWords() {
    int x = b.secret("x", Shape.of(10, 20), 0);
    int y = b.secret("y", Shape.of(20, 30), 0);

    Estimate e = estimate(
        b.add(new Op.Product(new Bilinear.MatMul(), 0), TensorType.secret(Shape.of(10, 30), 0), x, y));

    assertThat(e.rounds()).isEqualTo(1);
    assertThat(words(e)).isEqualTo(2 * 10 * 20 + 2 * 20 * 30 + 10 * 30);
    assertThat(words(e, 2, 0)).as("P_0 draws its shares").isZero();
  }

  /** The paper: 8 rounds, 8·log p + 19 words, where log p takes an eighth of a word. */
  @Test
  void dReLU_takes8Rounds_and61Words() {
    Estimate e = estimate(b.add(new Op.IsNegative(), TensorType.secretBits(SHAPE), b.secret("x", SHAPE, 0)));

    assertThat(e.rounds()).isEqualTo(8);
    assertThat(words(e)).isEqualTo(61L * N);
    assertThat(words(e, 0, 2)).as("1 in ShareConvert, 8 in each comparison").isEqualTo(17L * N);
    assertThat(words(e, 1, 2)).isEqualTo(17L * N);
    assertThat(words(e, 2, 1)).as("9 and 9 of bits, 1 and 1 of results, 1 of a triple").isEqualTo(21L * N);
    assertThat(words(e, 0, 1)).as("1 of r, 2 of a product").isEqualTo(3L * N);
  }

  /** The paper: 10 rounds, 8·log p + 24 words. */
  @Test
  void reLU_takes9Rounds_and66Words() {
    Estimate e = estimate(ConformanceCases.relu(b, b.secret("x", SHAPE, 0)));

    assertThat(e.rounds()).isEqualTo(9);
    assertThat(words(e)).isEqualTo(66L * N);
  }

  /** The paper's SelectShare: 2 rounds, 5 words. */
  @Test
  void mask_takes1Round_and5Words() {
    int bits = b.input("b", TensorType.secretBits(SHAPE));

    Estimate e = estimate(b.add(new Op.Mask(), TensorType.secret(SHAPE, 0), bits, b.secret("x", SHAPE, 0)));

    assertThat(e.rounds()).isEqualTo(1);
    assertThat(words(e)).isEqualTo(5L * N);
  }

  @Test
  void aProductWithTruncation_takes2Rounds_and9Words() {
    int x = b.secret("x", SHAPE, 16);

    Estimate e = estimate(b.add(new Op.Product(new Bilinear.Mul(), 16), b.type(x), x, b.secret("y", SHAPE, 16)));

    assertThat(e.rounds()).isEqualTo(2);
    assertThat(words(e)).isEqualTo(9L * N);
  }

  @Test
  void theHelper_getsNoInput_andReleasesNothing() {
    Estimate e = estimate(b.secret("x", SHAPE, 16));

    assertThat(e.bytes().get(ROLES.client()).get(2)).isZero();
    assertThat(e.bytes().get(2).get(ROLES.client())).isZero();
  }

  /** Semi-honest: the documented limit. */
  @Test
  void aTamperedOpening_changesTheResult_andIsNotDetected() throws Exception {
    Shape shape = Shape.of(2);
    TensorType type = TensorType.secret(shape, 0);
    int x = b.secret("x", shape, 0);
    Plan plan = b.reveal("z", b.add(new Op.Product(new Bilinear.Mul(), 0), type, x, b.secret("y", shape, 0))).plan();
    Map<String, Values> inputs = Map.of("x", Values.of(shape, 1, 2), "y", Values.of(shape, 4, 5));

    var outcome = LocalNetwork.run(plan, SECURENN, 3, inputs, (from, to, m) -> {
      if (from == 0 && to == 1 && Message.node(m.key()) >= 0) {
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
  void otherThanThreeParties_areRefused_withTheRemedy() {
    Plan plan = b.reveal("z", b.secret("x", SHAPE, 16)).plan();

    for (int parties : new int[]{1, 2, 4}) {
      assertThatThrownBy(() -> Estimate.of(plan, SECURENN, new Roles(parties))).isInstanceOf(BadRequestException.class)
          .hasMessageContaining("exactly 3 parties").hasMessageContaining("not " + parties);
    }
  }
}
