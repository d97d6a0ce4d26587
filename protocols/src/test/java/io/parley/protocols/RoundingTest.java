package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.FourierSeries;
import io.parley.crypto.Prg;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Seed;
import io.parley.crypto.Separable;
import io.parley.crypto.Shape;
import io.parley.crypto.SplitExponential;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.protocols.engine.Message;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/protocols.md says of roundings: which of what the parties know decides them, and how. */
class RoundingTest {
  private static final int N = 1000;
  private static final Shape SHAPE = Shape.of(N);
  private static final int BITS = 16;
  private static final long UNIT = 1L << BITS;
  private static final int INPUT = 0;
  private static final int TRUNCATION = 1;

  private record Sent(int from, int to, Message message) {}

  private final ConcurrentLinkedQueue<Sent> sent = new ConcurrentLinkedQueue<>();
  private final long[] x = new Random(7).longs(N, -(1L << 45), 1L << 45).toArray();

  private long[] truncated(String protocol, int parties) throws Exception {
    PlansForTests b = new PlansForTests();
    return run(protocol, parties,
        b.reveal("z", b.add(new Op.Truncate(BITS), TensorType.secret(SHAPE, 0), b.secret("x", SHAPE, BITS))).plan(), 0);
  }

  /** The words of z. */
  private long[] run(String protocol, int parties, Plan plan, int fractionBits) throws Exception {
    Values values = Values.of(SHAPE, Arrays.stream(x).mapToDouble(v -> Math.scalb((double) v, -BITS)).toArray());
    double[] z = LocalNetwork.run(plan, Protocols.byName(protocol), parties, Map.of("x", values), (from, to, m) -> {
      sent.add(new Sent(from, to, m));
      return List.of(m);
    }).output("z").data();
    return Arrays.stream(z).mapToLong(v -> (long) Math.scalb(v, fractionBits)).toArray();
  }

  /** The words of the only message that is so. */
  private long[] words(Predicate<Sent> is) {
    List<Sent> all = sent.stream().filter(is).toList();
    assertThat(all).hasSize(1);
    return all.getFirst().message().words();
  }

  private long[] payload(int party, int client) {
    return words(s -> s.from() == client && s.to() == party);
  }

  private long dropped(int i) {
    return x[i] & (UNIT - 1);
  }

  /** z = ⌊x / 2^f⌋, and one more where t < x mod 2^f, for t of the words' low bits. */
  private void assertThresholds(long[] z, long[] words) {
    long[] expected = new long[N];
    for (int i = 0; i < N; i++) {
      expected[i] = (x[i] >> BITS) + ((words[i] & (UNIT - 1)) < dropped(i) ? 1 : 0);
    }
    assertThat(z).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"masked", "masked-fss"})
  void aTruncation_goesUp_whereTheLowBitsOfDeltaAreBelowThoseOfX(String protocol) throws Exception {
    long[] z = truncated(protocol, 2);

    assertThresholds(z, payload(0, new Roles(2).client()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"beaver", "spdz2k"})
  void aTruncation_goesUp_whereTheLowBitsOfTheOpeningAreBelowThoseOfX(String protocol) throws Exception {
    long[] z = truncated(protocol, 2);

    assertThresholds(z, opened(s -> Message.node(s.message().key()) == INPUT));
  }

  @Test
  void aTruncation_goesUp_whereTheLowBitsOfItsOpeningAreBelowThoseOfX() throws Exception {
    long[] z = truncated("securenn", 3);

    assertThresholds(z, opened(s -> Message.node(s.message().key()) == TRUNCATION));
  }

  /** The low words of what parties 0 and 1 tell each other. */
  private long[] opened(Predicate<Sent> is) {
    long[] first = words(s -> s.from() == 0 && s.to() == 1 && is.test(s));
    long[] second = words(s -> s.from() == 1 && s.to() == 0 && is.test(s));
    long[] sum = new long[N];
    Arrays.setAll(sum, i -> first[i] + second[i]);
    return sum;
  }

  @Test
  void aTruncation_goesUp_whereTheLowBitsOfComponent2AreBelowThoseOfX() throws Exception {
    long[] z = truncated("replicated", 3);

    long[] ofParty1 = payload(1, new Roles(3).client());
    assertThresholds(z, Arrays.copyOfRange(ofParty1, Seed.WORDS, Seed.WORDS + N));
  }

  @Test
  void aTruncation_goesUp_whereTheComponentsSaySo() throws Exception {
    long[] z = truncated("replicated-malicious", 3);

    long[] ofParty0 = payload(0, new Roles(3).client());
    long[] l0 = new Prg(Seed.ofWords(Arrays.copyOf(ofParty0, Seed.WORDS))).stream(0).next(N);
    long[] l1 = new Prg(Seed.ofWords(Arrays.copyOfRange(ofParty0, Seed.WORDS, 2 * Seed.WORDS))).stream(0).next(N);
    long[] expected = new long[N];
    for (int i = 0; i < N; i++) {
      long l2 = x[i] - l0[i] - l1[i];
      long s = (l0[i] ^ l1[i] ^ l2) & (UNIT - 1);
      long c = 2 * ((l0[i] & l1[i]) | (l1[i] & l2) | (l0[i] & l2)) & (UNIT - 1);
      boolean up = s + c < UNIT && ((s | c) & UNIT / 2) != 0;
      assertThat(!up || dropped(i) >= UNIT / 2).isTrue();
      expected[i] = (x[i] >> BITS) + (up ? 1 : 0);
    }
    assertThat(z).isEqualTo(expected);
  }

  @Test
  void aTruncation_inTheClear_isTheFloor() throws Exception {
    assertThat(truncated("plain", 1)).isEqualTo(Arrays.stream(x).map(v -> v >> BITS).toArray());
  }

  static Stream<Separable> separable() {
    return Stream.of(new FourierSeries(BITS, 2, BITS, List.of(0.5, 1.0, 0.25), List.of(0.0, -1.0, 3.0)),
        new SplitExponential(BITS, 4, 2, 0, BITS, 8, -6));
  }

  /** Of Δ and of λ = Δ − x, and so not of x alone. */
  @ParameterizedTest
  @MethodSource("separable")
  void aSeparableFunction_isTheSumOfRoundedFactors(Separable function) throws Exception {
    PlansForTests b = new PlansForTests();
    Plan plan = b.reveal("z",
        b.add(new Op.Separated(function), TensorType.secret(SHAPE, BITS), b.secret("x", SHAPE, BITS))).plan();

    long[] z = run("masked", 2, plan, BITS);

    long[] delta = payload(0, new Roles(2).client());
    long[] lambda = new long[N];
    Arrays.setAll(lambda, i -> delta[i] - x[i]);
    long[] sum = function.share(delta, function.deal(lambda));
    assertThat(z).isEqualTo(Arrays.stream(sum).map(word -> word + function.constant()).toArray())
        .isNotEqualTo(function.apply(RingTensor.of(SHAPE, x)).words(RawAccess.grant()));
  }
}
