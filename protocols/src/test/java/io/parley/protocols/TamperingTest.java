package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.protocols.engine.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A maliciously secure protocol releases no output if any single message of a party was not as it should be. */
class TamperingTest {
  /** Whole words of bits, so that every bit of a message means something. */
  private static final Shape SHAPE = Shape.of(64);
  private static final int AT_ONCE = 8;

  /** The one message of a run to tamper with: how many of its kind came before. */
  record Target(int from, int to, long key, int number) {}

  private record Sent(Target target, Message message) {}

  enum Attack {
    FLIP_A_BIT, DROP, REPLAY, SWAP_WITH_ANOTHER, REPLACE_BY_ANOTHER
  }

  static Stream<ConformanceTest.Setting> malicious() {
    return ConformanceTest.settings().filter(s -> s.protocol().wordsBetweenCheckpoints() > 0 && s.parties() <= 3);
  }

  /** Every primitive that sends. */
  private static Plan plan() {
    PlansForTests b = new PlansForTests();
    TensorType bits = TensorType.secretBits(SHAPE);
    int x = b.secret("x", SHAPE, 16);
    int y = b.secret("y", SHAPE, 16);
    int u = b.input("u", bits);
    TensorType type = b.type(x);
    int product = b.add(new Op.Product(new Bilinear.Mul(), 16), type, x, y);
    int sign = b.add(new Op.IsNegative(), bits, product);
    int both = b.add(new Op.And(), bits, sign, u);
    int masked = b.add(new Op.Mask(), type, u, product);
    int number = b.add(new Op.BitToRing(), TensorType.secret(SHAPE, 0), both);
    b.reveal("both", both);
    b.reveal("number", number);
    return b.reveal("masked", masked).plan();
  }

  private static Map<String, Values> inputs() {
    Random random = new Random(1);
    return Map.of("x", Values.of(SHAPE, random.ints(64, -9, 9).asDoubleStream().toArray()), "y",
        Values.of(SHAPE, random.ints(64, -9, 9).asDoubleStream().toArray()), "u",
        Values.of(SHAPE, random.ints(64, 0, 2).asDoubleStream().toArray()));
  }

  private static double[] data(Map<String, Values> values, String name) {
    return Objects.requireNonNull(values.get(name), name).data();
  }

  /** Numbers the messages of one key and direction. */
  private static final class Numbering {
    private final Map<Target, Integer> counts = new HashMap<>();

    synchronized Target next(int from, int to, Message message) {
      Target first = new Target(from, to, message.key(), 0);
      return new Target(from, to, message.key(), counts.merge(first, 1, Integer::sum) - 1);
    }
  }

  @ParameterizedTest
  @MethodSource("malicious")
  void anyMessageTamperedWith_endsTheSession_withoutAnOutput(ConformanceTest.Setting setting) throws Exception {
    List<Sent> sent = honestRun(setting);
    List<Future<Optional<String>>> attacks = new ArrayList<>();
    int tried = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int victim = 0; victim < sent.size(); victim++) {
        Sent target = sent.get(victim);
        for (Attack attack : Attack.values()) {
          Optional<Sent> other = other(sent, target, attack == Attack.SWAP_WITH_ANOTHER);
          boolean needsOther = attack == Attack.SWAP_WITH_ANOTHER || attack == Attack.REPLACE_BY_ANOTHER;
          if (!needsOther || other.isPresent()) {
            long seed = victim;
            attacks.add(pool.submit(() -> survives(setting, target, attack, other, seed)));
            tried++;
          }
        }
      }
    }
    List<String> unnoticed = new ArrayList<>();
    for (Future<Optional<String>> attack : attacks) {
      attack.get().ifPresent(unnoticed::add);
    }

    assertThat(tried).as("attacks on %d messages", sent.size()).isGreaterThan(3 * sent.size());
    assertThat(unnoticed).as("of %d attacks on %d messages", tried, sent.size()).isEmpty();
  }

  private static List<Sent> honestRun(ConformanceTest.Setting setting) throws Exception {
    ConcurrentLinkedQueue<Sent> sent = new ConcurrentLinkedQueue<>();
    Numbering numbering = new Numbering();
    LocalNetwork.run(plan(), setting.protocol(), setting.parties(), inputs(), (from, to, m) -> {
      if (from < setting.parties()) {
        sent.add(new Sent(numbering.next(from, to, m), m));
      }
      return List.of(m);
    });
    return List.copyOf(sent);
  }

  /** Another message on the same line, of the same length; for a swap, of the same round. */
  private static Optional<Sent> other(List<Sent> sent, Sent of, boolean sameRound) {
    return sent.stream()
        .filter(s -> s.target().from() == of.target().from() && s.target().to() == of.target().to()
            && s.target().key() != of.target().key() && s.target().number() == 0 && of.target().number() == 0
            && s.message().words().length == of.message().words().length
            && (sameRound
                ? s.message().depth() == of.message().depth()
                : s.message().depth() < of.message().depth()))
        .findFirst();
  }

  /** What came out in spite of the attack; empty if nothing did, as it should be. */
  private static Optional<String> survives(ConformanceTest.Setting setting, Sent target, Attack attack,
      Optional<Sent> other, long seed) {
    Numbering numbering = new Numbering();
    Map<Target, Message> held = new HashMap<>();
    Random random = new Random(seed);
    Optional<Map<String, Values>> outputs = LocalNetwork.attack(plan(), setting.protocol(), setting.parties(),
        inputs(), (from, to, m) -> {
          Target at = from < setting.parties() ? numbering.next(from, to, m) : target.target();
          boolean isTarget = from < setting.parties() && at.equals(target.target());
          boolean isOther = from < setting.parties() && other.isPresent() && at.equals(other.get().target());
          synchronized (held) {
            return switch (attack) {
              case FLIP_A_BIT -> List.of(isTarget ? flipped(m, random) : m);
              case DROP -> isTarget ? List.of() : List.of(m);
              case REPLAY -> isTarget ? List.of(m, m) : List.of(m);
              case SWAP_WITH_ANOTHER -> isTarget || isOther ? swapped(held, at, m) : List.of(m);
              case REPLACE_BY_ANOTHER -> {
                if (isOther) {
                  held.put(at, m);
                }
                yield List.of(isTarget ? with(m, held.getOrDefault(other.get().target(), m)) : m);
              }
            };
          }
        });
    return outputs.map(_ -> attack + " of " + target.target() + " " + target.message());
  }

  private static Message with(Message m, Message words) {
    return new Message(m.key(), m.depth(), words.words());
  }

  private static Message flipped(Message m, Random random) {
    if (m.words().length == 0) {
      return new Message(m.key(), m.depth(), new long[1]);
    }
    long[] words = m.words().clone();
    // The upper bits of the upper words of Z_2^128 may change unnoticed: they mean nothing.
    words[random.nextInt(words.length)] ^= 1L << random.nextInt(16);
    return new Message(m.key(), m.depth(), words);
  }

  /** Holds the first of the two back until the second comes. */
  private static List<Message> swapped(Map<Target, Message> held, Target at, Message m) {
    if (held.isEmpty()) {
      held.put(at, m);
      return List.of();
    }
    Message first = held.values().iterator().next();
    return List.of(with(first, m), with(m, first));
  }

  /** The harness itself: what is not tampered with goes through. */
  @ParameterizedTest
  @MethodSource("malicious")
  void anHonestRun_givesAllOutputs(ConformanceTest.Setting setting) {
    Optional<Map<String, Values>> outputs = LocalNetwork.attack(plan(), setting.protocol(), setting.parties(),
        inputs(), (_, _, m) -> List.of(m));

    double[] u = data(inputs(), "u");
    double[] product = IntStream.range(0, 64)
        .mapToDouble(i -> data(inputs(), "x")[i] * data(inputs(), "y")[i]).toArray();
    assertThat(outputs).hasValueSatisfying(values -> {
      assertThat(data(values, "masked")).containsExactly(
          IntStream.range(0, 64).mapToDouble(i -> u[i] * product[i] + 0.0).toArray());
      assertThat(data(values, "both")).containsExactly(
          IntStream.range(0, 64).mapToDouble(i -> product[i] < 0 ? u[i] : 0.0).toArray());
      assertThat(Arrays.equals(data(values, "both"), data(values, "number"))).isTrue();
    });
  }
}
