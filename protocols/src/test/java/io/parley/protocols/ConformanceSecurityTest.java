package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Bilinear;
import io.parley.crypto.FourierSeries;
import io.parley.crypto.Shape;
import io.parley.crypto.SplitExponential;
import io.parley.plan.Comparison;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.protocols.engine.Message;
import io.parley.protocols.spi.PeerFaultException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a party gets to see, and what happens when messages are not as they should be; for every protocol. */
class ConformanceSecurityTest {
  private static final Shape SHAPE = Shape.of(4096);
  /** Of chi-square with 255 degrees of freedom: mean 255, deviation 22.6. Beyond 400 lies less than 10^-8. */
  private static final double CHI_SQUARE_LIMIT = 400;
  /** SecureNN's other kind of message: a number mod 67 in each byte. */
  private static final int SMALL_PRIME = 67;
  /** With 66 degrees of freedom: mean 66, deviation 11.5. Beyond 160 lies less than 10^-8. */
  private static final double SMALL_CHI_SQUARE_LIMIT = 160;

  /** A word, or two in a row where one is not enough to be unlike all others. */
  record Opened(int by, long word, long next) {}

  record Seen(int from, int to, Message message) {}

  static Stream<ConformanceTest.Setting> protecting() {
    return ConformanceTest.settings().filter(s -> s.parties() > 1);
  }

  /** Every kind of primitive that sends, over secrets that are anything but random. */
  private static Plan plan(ConformanceTest.Setting setting) {
    PlansForTests b = new PlansForTests();
    int x = b.secret("x", SHAPE, 16);
    int y = b.secret("y", SHAPE, 16);
    TensorType type = b.type(x);
    int product = b.add(new Op.Product(new Bilinear.Mul(), 16), type, x, y);
    int sign = b.add(new Op.IsNegative(), TensorType.secretBits(SHAPE), product);
    int other = b.add(new Op.IsNegative(), TensorType.secretBits(SHAPE), y);
    if (setting.mixesComparisons()) {
      other = b.add(new Op.Xor(), b.type(sign), other, b.add(new Op.IsNegative(Comparison.FSS), b.type(sign), product));
      other = b.add(new Op.Xor(), b.type(sign), other, b.add(new Op.IsNegative(Comparison.FSS), b.type(sign), x));
    }
    int both = b.add(new Op.And(), b.type(sign), sign, other);
    int masked = b.add(new Op.Mask(), type, both, product);
    int number = b.add(new Op.BitToRing(), TensorType.secret(SHAPE, 0), sign);
    if (setting.protocol().separates()) {
      FourierSeries series = new FourierSeries(16, 2, 16, List.of(0.0, 1.0), List.of(0.0, -1.0));
      SplitExponential exp = new SplitExponential(16, 4, 2, 0, 16, 8, -6);
      masked = b.add(new Op.Add(), type, masked, b.add(new Op.Separated(series), type, product));
      masked = b.add(new Op.Add(), type, masked, b.add(new Op.Separated(exp), type, x));
    }
    int shifted = b.add(new Op.ShiftLeft(16), type, number);
    return b.reveal("z", b.add(new Op.Add(), type, masked, shifted)).plan();
  }

  private static Map<String, Values> inputs(double x) {
    double[] xs = new double[SHAPE.size()];
    Arrays.fill(xs, x);
    double[] ys = new double[SHAPE.size()];
    Arrays.fill(ys, -1);
    return Map.of("x", Values.of(SHAPE, xs), "y", Values.of(SHAPE, ys));
  }

  private static List<Seen> record(ConformanceTest.Setting setting, double x) throws Exception {
    ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
    LocalNetwork.run(plan(setting), setting.protocol(), setting.parties(), inputs(x), (from, to, m) -> {
      seen.add(new Seen(from, to, m));
      return List.of(m);
    });
    return new ArrayList<>(seen);
  }

  @ParameterizedTest
  @MethodSource("protecting")
  void whatAPartySees_isUniform_whateverTheSecrets(ConformanceTest.Setting setting) throws Exception {
    for (double x : new double[]{0, 1, -1000}) {
      for (Seen s : record(setting, x)) {
        if (s.to() < setting.parties() && s.message().words().length >= 64) {
          int[] counts = byteCounts(s.message().words());
          boolean small = areSmallNumbers(setting, counts);
          assertThat(chiSquare(counts, small ? SMALL_PRIME : 256))
              .as("chi-square of %s -> %s, %s, x = %s", s.from(), s.to(), s.message(), x)
              .isLessThan(small ? SMALL_CHI_SQUARE_LIMIT : CHI_SQUARE_LIMIT);
        }
      }
    }
  }

  private static int[] byteCounts(long[] words) {
    int[] counts = new int[256];
    for (long word : words) {
      for (int i = 0; i < 8; i++) {
        counts[(int) (word >>> (8 * i)) & 255]++;
      }
    }
    return counts;
  }

  /** A uniform word looks like this with a probability of 2^-15. */
  private static boolean areSmallNumbers(ConformanceTest.Setting setting, int[] byteCounts) {
    return setting.protocol().name().equals("securenn")
        && Arrays.stream(byteCounts, SMALL_PRIME, byteCounts.length).sum() == 0;
  }

  /** How far the bytes are from uniform over so many values. */
  private static double chiSquare(int[] counts, int values) {
    double expected = Arrays.stream(counts).sum() / (double) values;
    return Arrays.stream(counts, 0, values).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
  }

  @ParameterizedTest
  @MethodSource("protecting")
  void openedMasks_neverRepeat_withinARunOrBetweenRuns(ConformanceTest.Setting setting) throws Exception {
    Set<Opened> words = new HashSet<>();
    for (int run = 0; run < 2; run++) {
      for (Seen s : record(setting, 1)) {
        if (s.from() < setting.parties() && isLookedAt(setting, s)) {
          List<Opened> opened = opened(setting, s);
          int expected = words.size() + opened.size();
          words.addAll(opened);
          assertThat(words.size()).as("%s opens each word for the first time: %s", s.from(), s.message())
              .isEqualTo(expected);
        }
      }
    }
  }

  /** A broadcast is one word to several peers: look at one of them. In SecureNN each message has one receiver. */
  private static boolean isLookedAt(ConformanceTest.Setting setting, Seen s) {
    return setting.protocol().name().equals("securenn")
        ? s.to() < setting.parties()
        : s.to() == (s.from() == 0 ? 1 : 0);
  }

  /** Words; or pairs of them, if each holds eight numbers mod 67, and so only 48 bits. */
  private static List<Opened> opened(ConformanceTest.Setting setting, Seen s) {
    long[] words = s.message().words();
    return words.length > 1 && areSmallNumbers(setting, byteCounts(words))
        ? IntStream.range(0, words.length / 2).mapToObj(i -> new Opened(s.from(), words[2 * i], words[2 * i + 1]))
            .toList()
        : Arrays.stream(words).mapToObj(word -> new Opened(s.from(), word, 0)).toList();
  }

  @ParameterizedTest
  @MethodSource("protecting")
  void aMessageOfTheWrongLength_endsTheSession_andNamesTheSender(ConformanceTest.Setting setting) {
    for (int culprit : new int[]{0, setting.parties() - 1}) {
      assertThatThrownBy(() -> LocalNetwork.run(plan(setting), setting.protocol(), setting.parties(), inputs(1),
          (from, to, m) -> from == culprit && to < setting.parties()
              ? List.of(new Message(m.key(), m.depth(), Arrays.copyOf(m.words(), m.words().length - 1)))
              : List.of(m)))
          .isInstanceOf(PeerFaultException.class).hasMessageContaining("party " + culprit)
          .hasMessageContaining("words");
    }
  }

  @ParameterizedTest
  @MethodSource("protecting")
  void aRepeatedMessage_endsTheSession_andNamesTheSender(ConformanceTest.Setting setting) {
    assertThatThrownBy(() -> LocalNetwork.run(plan(setting), setting.protocol(), setting.parties(), inputs(1),
        (from, to, m) -> from == 0 && to == 1 ? List.of(m, m) : List.of(m)))
        .isInstanceOf(PeerFaultException.class).hasMessageContaining("party 0");
  }

  @ParameterizedTest
  @MethodSource("protecting")
  void aMessageForNoNode_endsTheSession_andNamesTheSender(ConformanceTest.Setting setting) {
    assertThatThrownBy(() -> LocalNetwork.run(plan(setting), setting.protocol(), setting.parties(), inputs(1),
        (from, to, m) -> from == 0 && to == 1 ? List.of(new Message(Message.key(999, 0), 1, m.words())) : List.of(m)))
        .isInstanceOf(PeerFaultException.class).hasMessageContaining("party 0").hasMessageContaining("999");
  }

  @ParameterizedTest
  @MethodSource("protecting")
  void aFloodOfEmptyMessages_endsTheSession_andNamesTheSender(ConformanceTest.Setting setting) {
    List<Message> flood = Collections.nCopies(10_000, new Message(Message.key(0, 0), 1, new long[0]));

    assertThatThrownBy(() -> LocalNetwork.run(plan(setting), setting.protocol(), setting.parties(), inputs(1),
        (from, to, m) -> from == 0 && to == 1 ? flood : List.of(m)))
        .isInstanceOf(PeerFaultException.class).hasMessageContaining("party 0");
  }
}
