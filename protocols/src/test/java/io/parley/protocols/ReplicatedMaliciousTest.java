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
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Costs op by op, large tensors, and what an attack in particular must not achieve; see also {@link TamperingTest}. */
class ReplicatedMaliciousTest {
  private static final Protocol PROTOCOL = Protocols.byName("replicated-malicious");
  private static final Roles THREE = new Roles(3);
  private static final int N = 64_000;
  private static final Shape SHAPE = Shape.of(N);
  private static final int CHECK_ROUNDS = 5;
  /** Bytes of a check to the following party: triples are there, coins, products; to the previous one two digests more. */
  private static final long FORWARD = 8 * (4 + 4 + 4);
  private static final long BACK = 8 * (4 + 4 + 4 + 4);
  /** The digest of an input. */
  private static final long INPUT = 32;
  /** A commitment to half a key, and the half. */
  private static final long KEY = 32 + 32;

  private final PlansForTests b = new PlansForTests();

  private Estimate estimate(int z) {
    return Estimate.of(b.reveal("z", z).plan(), PROTOCOL, THREE);
  }

  /** Every party sends so much to the previous one and to the following one, beside what does not depend on sizes. */
  private static void assertSent(Estimate e, int inputs, long back, long forward) {
    for (int party = 0; party < 3; party++) {
      assertThat(e.bytes().get(party).get((party + 2) % 3)).isEqualTo(KEY + inputs * INPUT + BACK + back);
      assertThat(e.bytes().get(party).get((party + 1) % 3)).isEqualTo(KEY + inputs * INPUT + FORWARD + forward);
    }
  }

  // Costs

  @Test
  void aProduct_takesOneRound_and48BytesWithItsCheck() {
    TensorType type = TensorType.secret(SHAPE, 0);
    Estimate e = estimate(
        b.add(new Op.Product(new Bilinear.Mul(), 0), type, b.secret("x", SHAPE, 0), b.secret("y", SHAPE, 0)));

    assertThat(e.rounds()).isEqualTo(1 + CHECK_ROUNDS);
    assertSent(e, 2, (16 + 16) * N, 16 * N);
  }

  @Test
  void aMatmul_sendsItsResultTwice_andItsSmallerOperandOnce() {
    Estimate e = estimate(b.add(new Op.Product(new Bilinear.MatMul(), 0), TensorType.secret(Shape.of(10, 30), 0),
        b.secret("x", Shape.of(10, 20), 0), b.secret("y", Shape.of(20, 30), 0)));

    assertThat(e.rounds()).isEqualTo(1 + CHECK_ROUNDS);
    assertSent(e, 2, 2 * 16 * 10 * 30, 16 * 10 * 20);
  }

  /** 1000 words of ANDs: 1001^4 is just more than 2^39.8, so there are 5 columns. */
  @Test
  void anAnd_takesOneRound_andColumnsOfTriples() {
    TensorType bits = TensorType.secretBits(SHAPE);
    Estimate e = estimate(b.add(new Op.And(), bits, b.input("x", bits), b.input("y", bits)));

    assertThat(e.rounds()).isEqualTo(1 + CHECK_ROUNDS);
    assertSent(e, 2, 8 * (1000 + 5 * 1001), 8 * 5 * 2003);
  }

  /** 241 bits an element, and 3 columns of triples for them. */
  @Test
  void aComparison_takes8Rounds_and241Bits() {
    Estimate e = estimate(b.add(new Op.IsNegative(), TensorType.secretBits(SHAPE), b.secret("x", SHAPE, 0)));

    assertThat(e.rounds()).isEqualTo(8 + CHECK_ROUNDS);
    assertSent(e, 1, 8 * (241_000 + 3 * 241_001), 8 * 3 * (2 * 241_000 + 3));
  }

  /** 6 bits an element with 4 columns of triples, and 4 bits that become numbers. */
  @Test
  void aTruncation_takes4Rounds() {
    Estimate e = estimate(b.add(new Op.Truncate(16), TensorType.secret(SHAPE, 0), b.secret("x", SHAPE, 16)));

    assertThat(e.rounds()).isEqualTo(4 + CHECK_ROUNDS);
    assertSent(e, 1, 8L * 32 * N + 8 * (6000 + 4 * 6001), 8L * 16 * N + 8 * 4 * 12_003);
  }

  @Test
  void bitToRing_isTwoProducts_andAMaskIsThree() {
    TensorType bits = TensorType.secretBits(SHAPE);
    Estimate e = estimate(b.add(new Op.BitToRing(), TensorType.secret(SHAPE, 0), b.input("x", bits)));

    assertThat(e.rounds()).isEqualTo(2 + CHECK_ROUNDS);
    assertSent(e, 1, 2 * 32 * N, 2 * 16 * N);

    PlansForTests masked = new PlansForTests();
    int z = masked.add(new Op.Mask(), TensorType.secret(SHAPE, 0), masked.input("x", bits),
        masked.secret("y", SHAPE, 0));
    e = Estimate.of(masked.reveal("z", z).plan(), PROTOCOL, THREE);

    assertThat(e.rounds()).isEqualTo(3 + CHECK_ROUNDS);
    assertSent(e, 2, 3 * 32 * N, 3 * 16 * N);
  }

  @Test
  void ofWhatIsLinear_onlyInputsAreCompared() {
    Estimate e = estimate(b.add(new Op.Negate(), TensorType.secret(SHAPE, 0), b.secret("x", SHAPE, 0)));

    assertThat(e.rounds()).isEqualTo(1);
    assertThat(e.bytes().get(0).get(1)).isEqualTo(KEY + INPUT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5})
  void otherNumbersOfParties_areRefused_withTheRemedy(int parties) {
    assertThatThrownBy(() -> Estimate.of(product(), PROTOCOL, new Roles(parties)))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("exactly 3 parties");
  }

  // Values

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16, 40, 52})
  void truncation_isTheFloorOrNearer_andExactForMultiples(int bits) throws Exception {
    Shape shape = Shape.of(1000);
    Random random = new Random(bits);
    double unit = Math.scalb(1.0, bits);
    double[] xs = random.longs(1000, -(1L << 52), 1L << 52).asDoubleStream().toArray();
    for (int i = 0; i < 500; i++) {
      xs[i] = Math.rint(random.nextDouble(-0x1p61, 0x1p61) / unit) * unit;
    }
    Values x = Values.of(shape, Arrays.stream(xs).map(v -> v / unit).toArray());
    Plan plan = b.reveal("z", b.add(new Op.Truncate(bits), TensorType.secret(shape, 0), b.secret("x", shape, bits)))
        .plan();

    double[] z = LocalNetwork.run(plan, PROTOCOL, 3, Map.of("x", x)).output("z").data();

    for (int i = 0; i < 1000; i++) {
      double exact = x.data()[i];
      if (exact == Math.rint(exact)) {
        assertThat(z[i]).isEqualTo(exact);
      } else if (z[i] != Math.floor(exact)) {
        assertThat(z[i]).isEqualTo(Math.ceil(exact));
        assertThat(z[i] - exact).isLessThanOrEqualTo(0.5);
      }
    }
  }

  /** Blocks within an op, all but the last of which are checked within it. */
  @Test
  void largeTensors_goInBlocks() throws Exception {
    int size = (17 << 14) + 70;
    Shape shape = Shape.of(size);
    Values x = Values.of(shape, new Random(1).doubles(size, -0x1p45, 0x1p45).map(Math::rint).toArray());
    int in = b.secret("x", shape, 0);
    int sign = b.add(new Op.IsNegative(), TensorType.secretBits(shape), in);
    b.reveal("sign", sign);
    b.reveal("half", b.add(new Op.Truncate(1), TensorType.secret(shape, 0), b.secret("y", shape, 1)));
    Plan plan = b.plan();

    var outcome = LocalNetwork.run(plan, PROTOCOL, 3, Map.of("x", x, "y", x));

    assertThat(outcome.output("sign").data()).isEqualTo(Arrays.stream(x.data()).map(v -> v < 0 ? 1 : 0).toArray());
    assertThat(outcome.output("half").data()).isEqualTo(x.data());
    Estimate estimate = Estimate.of(plan, PROTOCOL, THREE);
    for (int party = 0; party < 3; party++) {
      assertThat(outcome.usage(party).bytesSent()).isEqualTo(estimate.bytes().get(party));
    }
    assertThat(outcome.usage(0).rounds()).isEqualTo(estimate.rounds())
        .isEqualTo((8 + CHECK_ROUNDS + 8) + CHECK_ROUNDS + (2 * (4 + CHECK_ROUNDS) + 4) + CHECK_ROUNDS);
  }

  // Attacks

  private static Plan product() {
    PlansForTests plan = new PlansForTests();
    Shape shape = Shape.of(3);
    TensorType type = TensorType.secret(shape, 0);
    int x = plan.secret("x", shape, 0);
    return plan.reveal("z", plan.add(new Op.Product(new Bilinear.Mul(), 0), type, x, plan.secret("y", shape, 0)))
        .plan();
  }

  private static Plan and() {
    PlansForTests plan = new PlansForTests();
    TensorType bits = TensorType.secretBits(Shape.of(3));
    return plan.reveal("z", plan.add(new Op.And(), bits, plan.input("x", bits), plan.input("y", bits))).plan();
  }

  private static Map<String, Values> inputs() {
    return Map.of("x", Values.of(Shape.of(3), 0, 1, 1), "y", Values.of(Shape.of(3), 0, 0, 1));
  }

  private static Message plusOne(Message m) {
    long[] words = m.words().clone();
    words[0] += 1;
    return new Message(m.key(), m.depth(), words);
  }

  /** And the client gets nothing, however long the others go on. */
  private static void assertCaught(Plan plan, LocalNetwork.Tap tap, String why) {
    assertThatThrownBy(() -> LocalNetwork.run(plan, PROTOCOL, 3, inputs(), tap))
        .isInstanceOf(PeerFaultException.class).hasMessageContaining(why);
    assertThat(LocalNetwork.attack(plan, PROTOCOL, 3, inputs(), tap)).isEmpty();
  }

  private static boolean isOp(Message m) {
    return Message.node(m.key()) == 2;
  }

  /** The steps after three nodes, an output and the session. */
  private static boolean isCheck(Message m) {
    return Message.node(m.key()) == 5;
  }

  @Test
  void aWrongProductShare_isCaught_byTheSacrifice() {
    for (int cheat = 0; cheat < 3; cheat++) {
      int from = cheat;
      assertCaught(product(), (f, _, m) -> List.of(f == from && isOp(m) ? plusOne(m) : m), "check of products");
    }
  }

  /** An error that the shares of c try to hide; t would have to be 1. */
  @Test
  void aWrongProductShare_andAWrongTriple_areCaught() {
    assertCaught(product(), (from, to, m) -> {
      boolean isC = isCheck(m) && m.words().length == 6;
      return List.of(from == 0 && to == 2 && (isOp(m) || isC) ? plusOne(m) : m);
    }, "check of products");
  }

  @Test
  void aWrongAndShare_isCaught_byTheTriples() {
    for (int cheat = 0; cheat < 3; cheat++) {
      int from = cheat;
      assertCaught(and(), (f, _, m) -> List.of(f == from && isOp(m) ? plusOne(m) : m), "check of products");
    }
  }

  /** One word of ANDs and 40 columns of two triples, all wrong alike: then there is one among those that are looked at. */
  @Test
  void wrongTriplesThroughout_areCaught_whenOneIsOpened() {
    assertCaught(and(), (from, to, m) -> {
      long[] words = m.words().clone();
      if (from == 0 && to == 2 && isCheck(m) && words.length == 2) {
        words[0] ^= 1;
        words[1] ^= 1;
      } else if (from == 0 && to == 1 && isCheck(m) && words.length == 5) {
        // The wrong component is opened as it was sent, so that nobody notices a difference.
        words[4] ^= 1;
      } else if (from == 0 && isOp(m)) {
        words[0] ^= 1;
      }
      return List.of(new Message(m.key(), m.depth(), words));
    }, "check of ANDs");
  }

  /** Had party 1 gone on, its next message would say something about its shares. */
  @Test
  void aWronglyOpenedValue_isCaught_beforeAnythingThatDependsOnItIsSent() {
    ConcurrentLinkedQueue<Message> fromVictim = new ConcurrentLinkedQueue<>();
    LocalNetwork.Tap tap = (from, to, m) -> {
      boolean opening = isCheck(m) && m.words().length == 6;
      if (from == 1 && isCheck(m)) {
        fromVictim.add(m);
      }
      return List.of(from == 0 && to == 1 && opening ? plusOne(m) : m);
    };

    assertThatThrownBy(() -> LocalNetwork.run(product(), PROTOCOL, 3, inputs(), tap))
        .isInstanceOf(PeerFaultException.class).hasMessageContaining("party 0 and party 2 opened different");

    // What it had to say of ρ before it looked at the others' words may have left or not.
    assertThat(fromVictim).as("c; twice that triples are there, coins and perhaps ρ, but no digest of zeros")
        .hasSizeBetween(1 + 2 + 2, 1 + 2 + 2 + 2);
  }

  @Test
  void aCoinThatIsToldDifferently_isCaught_beforeItIsUsed() {
    AtomicInteger digests = new AtomicInteger();
    assertCaught(product(), (from, to, m) -> {
      if (from == 0 && Message.node(m.key()) < 0) {
        digests.set(0);
      }
      boolean fourWords = from == 0 && to == 1 && isCheck(m) && m.words().length == 4;
      // The first four words that party 0 sends to party 1 there say that it has all triples.
      return List.of(fourWords && digests.incrementAndGet() == 2 ? plusOne(m) : m);
    }, "opened different");
  }

  @Test
  void anInputWhoseComponentsDiffer_isCaught_beforeItIsUsedForCoins() {
    for (int victim = 0; victim < 3; victim++) {
      int to = victim;
      assertCaught(product(), (from, t, m) -> List.of(from == THREE.client() && t == to ? plusOne(m) : m),
          "different shares of one input");
    }
  }

  /** A number's two holders among the honest, parties 1 and 2, have different components 2; party 0 plays along. */
  private static Message otherComponent2(Message m) {
    long[] words = m.words().clone();
    words[words.length - 1] ^= 1L << 40;
    return new Message(m.key(), m.depth(), words);
  }

  /** Two blocks of a truncation, the first of which is checked within the op. */
  private static Plan twoBlocks() {
    PlansForTests plan = new PlansForTests();
    Shape shape = Shape.of((1 << 17) + 64);
    TensorType type = TensorType.secret(shape, 16);
    int sum = plan.add(new Op.Add(), type, plan.secret("x", shape, 16), plan.secret("y", shape, 16));
    return plan.reveal("z", plan.add(new Op.Truncate(16), TensorType.secret(shape, 0), sum)).plan();
  }

  /** Whichever of the inputs differs: the check within the op would tell the cheats something if it went on. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void anInputWhoseComponentsDiffer_isCaught_beforeACheckWithinAnOpSaysAnything(int input) {
    Shape shape = Shape.of((1 << 17) + 64);
    ConcurrentLinkedQueue<Message> fromHonest = new ConcurrentLinkedQueue<>();
    LocalNetwork.Tap tap = (from, to, m) -> {
      if ((from == 1 || from == 2) && Message.node(m.key()) == 3) {
        fromHonest.add(m);
      }
      boolean isHis = from == THREE.client() && to == 1 && Message.node(m.key()) == input;
      return List.of(isHis ? otherComponent2(m) : m);
    };
    double[] zeros = new double[shape.size()];

    assertThatThrownBy(() -> LocalNetwork.run(twoBlocks(), PROTOCOL, 3,
        Map.of("x", Values.of(shape, zeros), "y", Values.of(shape, zeros)), tap))
        .isInstanceOf(PeerFaultException.class).hasMessageMatching("party [12] and party [12] hold different shares.*");
    assertThat(fromHonest).as("of each a round of majorities, one of ors and two of products, and nothing of the check")
        .hasSizeLessThanOrEqualTo(2 * 4);
  }

  /** An input that is first there after a check: it is compared at the next checkpoint, which has nothing else to do. */
  @Test
  void aLaterInputWhoseComponentsDiffer_isCaught_beforeAnythingThatDependsOnItIsSent() {
    PlansForTests plan = new PlansForTests();
    Shape shape = Shape.of(100);
    TensorType type = TensorType.secret(shape, 0);
    int x = plan.secret("x", shape, 0);
    int square = plan.add(new Op.Product(new Bilinear.Mul(), 0), type, x, x);
    int y = plan.secret("y", shape, 0);
    plan.reveal("z", plan.add(new Op.Product(new Bilinear.Mul(), 0), type, square, y));
    Protocol impatient = new ForwardingProtocol(PROTOCOL) {
      @Override
      public long wordsBetweenCheckpoints() {
        return 100;
      }
    };
    assertThat(Estimate.of(plan.plan(), impatient, THREE).checkpoints()).containsExactly(square, y, 3);
    Values ones = Values.of(shape, new Random(1).ints(100, -9, 9).asDoubleStream().toArray());
    // After four nodes, an output and the session there are the checkpoints.
    int second = 4 + 1 + 1 + 1;
    ConcurrentLinkedQueue<Message> fromHonest = new ConcurrentLinkedQueue<>();

    assertThatThrownBy(() -> LocalNetwork.run(plan.plan(), impatient, 3, Map.of("x", ones, "y", ones),
        (from, to, m) -> {
          if ((from == 1 || from == 2) && (Message.node(m.key()) == 3 || Message.node(m.key()) >= second)) {
            fromHonest.add(m);
          }
          return List.of(from == THREE.client() && to == 1 && Message.node(m.key()) == y ? otherComponent2(m) : m);
        })).isInstanceOf(PeerFaultException.class)
        .hasMessageMatching("party [12] and party [12] hold different shares.*");
    assertThat(fromHonest).isEmpty();
  }

  @Test
  void aWrongReleasedComponent_isCaught_byTheClient() {
    for (int word : new int[]{0, 3}) {
      for (int cheat = 0; cheat < 3; cheat++) {
        int from = cheat;
        assertCaught(product(), (f, to, m) -> {
          long[] words = m.words().clone();
          if (f == from && to == THREE.client()) {
            words[word] ^= 1;
          }
          return List.of(new Message(m.key(), m.depth(), words));
        }, "released different shares");
      }
    }
  }
}
