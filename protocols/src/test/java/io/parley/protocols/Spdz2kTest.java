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
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Spdz2kTest {
  private static final Protocol SPDZ2K = Protocols.byName("spdz2k");
  private static final int CHECK_ROUNDS = 4;
  /** Two commitments and two openings: of a seed, and of 4 words for numbers and 65 for bits. */
  private static final long NUMBERS_CHECK = 8 * (4 + 8 + 4 + 4 + 4);
  private static final long BITS_CHECK = 8 * (4 + 8 + 4 + 4 + 65);
  private static final long CHECK = 8 * (4 + 8 + 4 + 4 + 69);
  /** An output is opened, and checked once more. */
  private static final int OUTPUT_ROUNDS = 1 + CHECK_ROUNDS;

  private static Plan comparison(Shape shape) {
    PlansForTests b = new PlansForTests();
    int x = b.secret("x", shape, 0);
    return b.reveal("z", b.add(new Op.IsNegative(), TensorType.secretBits(shape), x)).plan();
  }

  private static long sent(Estimate estimate) {
    return estimate.bytes().get(0).get(1);
  }

  @Test
  void aProduct_opensItsOperandsInZ2To128() {
    PlansForTests b = new PlansForTests();
    Shape shape = Shape.of(1000);
    int x = b.secret("x", shape, 0);
    int y = b.secret("y", shape, 0);
    b.reveal("z", b.add(new Op.Product(new Bilinear.Mul(), 0), TensorType.secret(shape, 0), x, y));

    Estimate estimate = Estimate.of(b.plan(), SPDZ2K, new Roles(2));

    assertThat(estimate.rounds()).isEqualTo(1 + CHECK_ROUNDS + OUTPUT_ROUNDS);
    assertThat(sent(estimate)).isEqualTo(32 * 1000 + NUMBERS_CHECK + 16 * 1000 + NUMBERS_CHECK);
  }

  /** To the client each party sends a copy of it, 8 bytes an element. */
  @Test
  void anOutput_isOpenedInZ2To128_checked_andSentByEveryParty() {
    PlansForTests b = new PlansForTests();
    Shape shape = Shape.of(640);
    b.reveal("z", b.add(new Op.Negate(), TensorType.secret(shape, 0), b.secret("x", shape, 0)));
    TensorType bits = TensorType.secretBits(shape);
    b.reveal("b", b.add(new Op.Not(), bits, b.input("u", bits)));
    Roles roles = new Roles(3);

    Estimate estimate = Estimate.of(b.plan(), SPDZ2K, roles);

    assertThat(estimate.rounds()).isEqualTo(OUTPUT_ROUNDS);
    assertThat(sent(estimate)).isEqualTo(16 * 640 + 640 / 8 + CHECK);
    for (int party = 0; party < 3; party++) {
      assertThat(estimate.bytes().get(party).get(roles.client())).isEqualTo(8 * 640 + 640 / 8);
    }
    assertThat(estimate.bytes().get(roles.provider()).get(roles.client())).isEqualTo(32);
  }

  @Test
  void aComparison_opensANumberAnd55Bits() {
    Estimate estimate = Estimate.of(comparison(Shape.of(640)), SPDZ2K, new Roles(2));

    assertThat(estimate.rounds()).isEqualTo(6 + CHECK_ROUNDS + OUTPUT_ROUNDS);
    assertThat(sent(estimate)).isEqualTo(16 * 640 + 640 / 8 * 55 + CHECK + 640 / 8 + BITS_CHECK);
  }

  /** Two groups of blocks, the first of them checked at once, the second remembered; the last block is not full. */
  @Test
  void aLargeComparison_goesInGroups() throws Exception {
    Shape shape = Shape.of(256 * 512 + 512 + 70);
    Values x = Values.of(shape, new Random(1).doubles(shape.size(), -0x1p62, 0x1p62).map(Math::rint).toArray());

    var outcome = LocalNetwork.run(comparison(shape), SPDZ2K, 2, Map.of("x", x));

    assertThat(outcome.output("z").data()).isEqualTo(Arrays.stream(x.data()).map(v -> v < 0 ? 1 : 0).toArray());
    Estimate estimate = Estimate.of(comparison(shape), SPDZ2K, new Roles(2));
    assertThat(outcome.usage(0).rounds()).isEqualTo(estimate.rounds())
        .isEqualTo(1 + 5 + CHECK_ROUNDS + 5 + CHECK_ROUNDS + OUTPUT_ROUNDS);
    assertThat(outcome.usage(0).bytesSent()).isEqualTo(estimate.bytes().get(0));
  }
}
