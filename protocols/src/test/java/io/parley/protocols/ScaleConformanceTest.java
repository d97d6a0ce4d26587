package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Shape;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.plaintext.PlaintextInterpreter;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Quotients, remainders and norms of numbers of every size that fixed point holds, under every protocol. */
class ScaleConformanceTest {
  private static final int COUNT = 120;
  private static final int ROWS = 30;
  private static final int COLUMNS = 6;

  /** A protocol and the fraction bits. */
  record Case(ConformanceTest.Setting setting, int f) {}

  static Stream<Case> cases() {
    return ConformanceTest.smallest()
        .flatMap(setting -> Stream.of(12, 16, 20).map(f -> new Case(setting, f)));
  }

  private final SplittableRandom random = new SplittableRandom(5);

  /** Of either sign, with a size from 2^low to below 2^high, each size as likely. */
  private double number(int f, int low, int high) {
    double x = Math.scalb(1 + random.nextDouble(), random.nextInt(low, high)) * (random.nextBoolean() ? 1 : -1);
    return Math.rint(Math.scalb(x, f)) * Math.scalb(1.0, -f);
  }

  /** Operands of a quotient that fixed point holds. */
  private double[][] operands(int f, int high, int most) {
    double[][] xy = new double[2][COUNT];
    for (int i = 0; i < COUNT; i++) {
      do {
        xy[0][i] = number(f, -f, high);
        xy[1][i] = number(f, -f, high);
      } while (xy[1][i] == 0 || Math.abs(xy[0][i] / xy[1][i]) >= Math.scalb(1.0, most));
    }
    xy[1][0] = 0;
    return xy;
  }

  /** A row for each size. */
  private double[] rows(int f) {
    int low = 4 - f;
    int high = Math.min(20, 36 - f);
    return IntStream.range(0, ROWS * COLUMNS).mapToDouble(i -> {
      int size = low + i / COLUMNS * (high - low) / ROWS;
      return number(f, size - 4, size);
    }).toArray();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void results_areAsNearAsStated(Case c) throws Exception {
    int f = c.f;
    Shape many = Shape.of(COUNT);
    Trace trace = Trace.create("scale", f);
    double[][] xy = operands(f, 62 - 2 * f, Math.min(62 - 2 * f, 47 - f) - 1);
    Map<String, Values> in = new LinkedHashMap<>();
    in.put("x", Values.of(many, xy[0]));
    in.put("y", Values.of(many, xy[1]));
    in.put("z", Values.of(many, IntStream.range(0, COUNT).mapToDouble(_ -> number(f, -f, 8)).toArray()));
    in.put("t", Values.of(Shape.of(ROWS, COLUMNS), rows(f)));
    SecretTensor x = trace.secret("x", many);
    SecretTensor y = trace.secret("y", many);
    SecretTensor table = trace.secret("t", Shape.of(ROWS, COLUMNS));
    trace.reveal("x/y", x.div(y));
    trace.reveal("x/known", x.div(trace.constant(Values.of(many, known(xy[1])))));
    trace.reveal("z/sqrt(|y|)", trace.secret("z", many).mul(y.abs().rsqrt()));
    trace.reveal("layer", table.standardise(1e-5, 1));
    trace.reveal("l2", table.l2(1));
    trace.reveal("deviation", table.deviation(1));
    Plan surface = trace.plan();

    Map<String, Values> outputs = LocalNetwork.run(Lowering.lower(surface, c.setting.protocol().target()),
        c.setting.protocol(), c.setting.parties(), in).outputs();

    Map<String, Values> exact = PlaintextInterpreter.run(surface, in);
    for (String name : exact.keySet()) {
      double[] expected = Objects.requireNonNull(exact.get(name)).data();
      double[] got = Objects.requireNonNull(outputs.get(name)).data();
      for (int i = 0; i < got.length; i++) {
        double bound = Math.max(4 * Math.scalb(1.0, -f), Math.abs(expected[i]) * Math.scalb(1.0, 2 - Math.min(f, 18)));
        assertThat(got[i]).as("%s, element %d of %s", name, i, in).isCloseTo(expected[i], within(bound));
      }
    }
  }

  private static double[] known(double[] y) {
    return IntStream.range(0, y.length).mapToDouble(i -> y[i] == 0 ? 1 : y[i]).toArray();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wholeQuotients_areExact(Case c) throws Exception {
    int f = c.f;
    Shape many = Shape.of(COUNT);
    double[][] xy = operands(f, 62 - 2 * f, 62 - 2 * f);
    double[][] integers = operands(0, 53, 53);
    Trace trace = Trace.create("whole", f);
    SecretTensor x = trace.secret("x", many);
    SecretTensor y = trace.secret("y", many);
    trace.reveal("div", x.floorDiv(y));
    trace.reveal("mod", x.floorMod(y));
    SecretTensor m = trace.secretIntegers("m", many);
    SecretTensor n = trace.secretIntegers("n", many);
    trace.reveal("integer div", m.floorDiv(n));
    trace.reveal("integer mod", m.floorMod(n));

    Map<String, Values> outputs = LocalNetwork.run(Lowering.lower(trace.plan(), c.setting.protocol().target()),
        c.setting.protocol(), c.setting.parties(), Map.of("x", Values.of(many, xy[0]), "y", Values.of(many, xy[1]), "m",
            Values.of(many, integers[0]), "n", Values.of(many, integers[1])))
        .outputs();

    for (int i = 0; i < COUNT; i++) {
      long p = (long) Math.scalb(xy[0][i], f);
      long q = (long) Math.scalb(xy[1][i], f);
      assertThat(at(outputs, "div", i)).as("%d/%d", p, q).isEqualTo(q == 0 ? 0 : (double) Math.floorDiv(p, q));
      assertThat(at(outputs, "mod", i)).as("%d mod %d", p, q)
          .isEqualTo(q == 0 ? 0 : Math.scalb((double) Math.floorMod(p, q), -f));
      long a = (long) integers[0][i];
      long b = (long) integers[1][i];
      assertThat(at(outputs, "integer div", i)).as("%d/%d", a, b).isEqualTo(b == 0 ? 0 : (double) Math.floorDiv(a, b));
      assertThat(at(outputs, "integer mod", i)).as("%d mod %d", a, b)
          .isEqualTo(b == 0 ? 0 : (double) Math.floorMod(a, b));
    }
  }

  private static double at(Map<String, Values> outputs, String name, int i) {
    return Objects.requireNonNull(outputs.get(name)).data()[i];
  }
}
