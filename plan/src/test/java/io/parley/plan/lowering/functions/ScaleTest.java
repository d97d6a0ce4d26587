package io.parley.plan.lowering.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Shape;
import io.parley.plan.Function;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.formulas.Deviation;
import io.parley.plan.formulas.Div;
import io.parley.plan.formulas.FloorDiv;
import io.parley.plan.formulas.FloorMod;
import io.parley.plan.formulas.Fmod;
import io.parley.plan.formulas.L2Norm;
import io.parley.plan.formulas.OverRoot;
import io.parley.plan.formulas.OverRootMeanSquare;
import io.parley.plan.formulas.Remainder;
import io.parley.plan.formulas.Standardise;
import io.parley.plan.formulas.UnitNorm;
import io.parley.plan.formulas.Variance;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.lowering.Target;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers of every size that fixed point holds, each size as likely, beside doubles. */
class ScaleTest {
  private static final int COUNT = 1500;
  /** Functions that come to rest are no more exact than this. */
  private static final double FINEST = 0x1p-16;

  private final SplittableRandom random = new SplittableRandom(5);

  static Stream<Arguments> scales() {
    return Stream.of(8, 12, 16, 20, 26)
        .flatMap(f -> Stream.of(Target.values()).map(target -> Arguments.of(f, target)));
  }

  /** Of either sign, with a size from 2^low to below 2^high. */
  private double number(int f, int low, int high) {
    double x = Math.scalb(1 + random.nextDouble(), random.nextInt(low, high)) * (random.nextBoolean() ? 1 : -1);
    return Math.rint(Math.scalb(x, f)) * Math.scalb(1.0, -f);
  }

  private static Plan plan(Op op, int f, Map<String, Values> in) {
    PlanBuilder b = PlanBuilder.create("scale", Level.SURFACE);
    List<Integer> operands = in.entrySet().stream()
        .map(e -> b.input(e.getKey(), Plan.CLIENT, TensorType.secret(e.getValue().shape(), f))).toList();
    b.output("y", b.add("y", op, operands), Plan.CLIENT);
    return b.build();
  }

  private static double[] fixed(Op op, int f, Target target, Map<String, Values> in) {
    return Objects
        .requireNonNull(FixedPointInterpreter.run(Lowering.lower(plan(op, f, in), target), in).get("y")).data();
  }

  private static double[] exact(Op op, int f, Map<String, Values> in) {
    return Objects.requireNonNull(PlaintextInterpreter.run(plan(op, f, in), in).get("y")).data();
  }

  private static Map<String, Values> operands(Shape shape, double[]... data) {
    Map<String, Values> in = new LinkedHashMap<>();
    for (double[] x : data) {
      in.put("x" + in.size(), Values.of(shape, x));
    }
    return in;
  }

  /** @param row the number of results whose largest one counts for all of them */
  private static void assertNear(Op op, int f, Target target, Map<String, Values> in, double units, int places,
      int row) {
    double[] expected = exact(op, f, in);
    double[] got = fixed(op, f, target, in);
    double largest = 0;
    for (int i = 0; i < got.length; i++) {
      if (i % row == 0) {
        largest = IntStream.range(i, i + row).mapToDouble(j -> Math.abs(expected[j])).max().orElseThrow();
      }
      double bound = Math.max(units * Math.scalb(1.0, -f), largest * Math.scalb(1.0, -places));
      int at = i;
      assertThat(got[i]).as(() -> op + " " + target + " of " + text(in, at)).isCloseTo(expected[i], within(bound));
    }
  }

  private static String text(Map<String, Values> in, int i) {
    return in.values().stream().map(v -> i < v.data().length ? v.data()[i] : Double.NaN).toList().toString();
  }

  @ParameterizedTest
  @MethodSource("scales")
  void quotients_keepTheirPlaces(int f, Target target) {
    double most = Math.scalb(1.0, Math.min(62 - 2 * f, 47 - f) - 1);
    double[] x = new double[COUNT];
    double[] y = new double[COUNT];
    double[] roots = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      do {
        x[i] = number(f, -f, 62 - 2 * f);
        y[i] = number(f, -f, 62 - 2 * f);
        roots[i] = Math.abs(y[i]);
      } while (y[i] == 0 || Math.abs(x[i] / y[i]) >= most || Math.abs(x[i]) / Math.sqrt(roots[i]) >= most);
    }
    y[0] = 0;
    int places = Math.min(f, 22) - 2;

    assertNear(new Div(), f, target, operands(Shape.of(COUNT), x, y), 3, places, 1);
    assertNear(new OverRoot(), f, target, operands(Shape.of(COUNT), x, roots), 3, places, 1);
  }

  static Stream<Arguments> wholeScales() {
    return Stream.concat(scales(), Stream.of(Target.values()).map(target -> Arguments.of(0, target)));
  }

  /** Of integers as well: of no fraction bits. */
  @ParameterizedTest
  @MethodSource("wholeScales")
  void wholeQuotients_areExact(int f, Target target) {
    int high = f == 0 ? 53 : 62 - 2 * f;
    double[] x = new double[COUNT];
    double[] y = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      do {
        x[i] = number(f, -f, high);
        y[i] = number(f, -f, high);
        if (i % 3 == 0) {
          // Multiples, and their neighbours.
          y[i] = Math.rint(Math.sqrt(Math.abs(y[i])));
          x[i] = y[i] * Math.rint(x[i] / Math.max(1, Math.abs(y[i]))) + i % 5 - 2;
        }
      } while (y[i] == 0 || Math.abs(x[i]) >= Math.scalb(1.0, high) || Math.abs(x[i] / y[i]) >= Math.scalb(1.0, high));
    }
    y[0] = 0;
    Map<String, Values> in = operands(Shape.of(COUNT), x, y);
    double[] quotients = fixed(new FloorDiv(), f, target, in);
    double[] floorMods = fixed(new FloorMod(), f, target, in);
    double[] remainders = fixed(new Remainder(), f, target, in);
    double[] fmods = fixed(new Fmod(), f, target, in);
    for (int i = 1; i < COUNT; i++) {
      long p = (long) Math.scalb(x[i], f);
      long q = (long) Math.scalb(y[i], f);
      String what = p + " and " + q;
      long left = Math.floorMod(p, Math.abs(q));
      assertThat(quotients[i]).as(what).isEqualTo((double) Math.floorDiv(p, q));
      assertThat(floorMods[i]).as(what).isEqualTo(Math.scalb((double) Math.floorMod(p, q), -f));
      assertThat(fmods[i]).as(what).isEqualTo(Math.scalb((double) (p % q), -f));
      assertThat(remainders[i]).as(what)
          .isEqualTo(Math.scalb((double) (2 * left > Math.abs(q) ? left - Math.abs(q) : left), -f));
    }
    assertThat(List.of(quotients[0], floorMods[0], fmods[0], remainders[0])).containsOnly(0.0);
  }

  static Stream<Arguments> rows() {
    return scales().flatMap(a -> Stream.of(3, 48, 768).map(n -> Arguments.of(a.get()[0], a.get()[1], n)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void norms_keepTheirPlaces(int f, Target target, int n) {
    int low = 4 - f;
    int high = Math.min(20, 36 - f);
    double[] x = IntStream.range(low - 1, high).boxed().flatMapToDouble(size -> {
      if (size < low) {
        return DoubleStream.generate(() -> 0).limit(n);
      }
      double mean = size % 3 == 0 ? number(f, size - 3, size - 2) : 0;
      return IntStream.range(0, n).mapToDouble(_ -> mean + number(f, size - 4, size - 1));
    }).toArray();
    Map<String, Values> in = operands(Shape.of(high - low + 1, n), x);
    List<Integer> axes = List.of(1);
    int places = Math.min(f, 16) - 2;
    for (double epsilon : new double[]{0, 1e-5, 1}) {
      assertNear(new Standardise(axes, epsilon), f, target, in, 8, places, n);
      assertNear(new OverRootMeanSquare(axes, epsilon), f, target, in, 8, places, n);
      assertNear(new UnitNorm(1, epsilon), f, target, in, 3, places, n);
    }
    assertNear(new L2Norm(axes, false), f, target, in, 3, Math.min(f, 22) - 2, 1);
    assertNear(new Deviation(axes, 1, false), f, target, in, 3, Math.min(f, 22) - 2, 1);
    int rows = Math.min(high, 31 - f) - low + 1;
    assertNear(new Variance(axes, 0, true), f, target,
        operands(Shape.of(rows, n), Arrays.copyOf(x, rows * n)), 3, Math.min(f, 22) - 2, 1);
  }

  @ParameterizedTest
  @MethodSource("scales")
  void functions_areNearOnTheirDomains(int f, Target target) {
    double most = Math.scalb(1.0, 61 - 2 * f);
    for (Function function : Function.values()) {
      double[] x = new double[COUNT];
      for (int i = 0; i < COUNT; i++) {
        do {
          x[i] = number(f, -f, 61 - 2 * f);
          x[i] = switch (function) {
            case EXP_NEGATIVE -> -Math.abs(x[i]);
            case LOG, RSQRT, SQRT -> Math.abs(x[i]);
            case RECIPROCAL_ABOVE_ONE -> 1 + Math.abs(x[i]);
            default -> x[i];
          };
        } while (!isDefined(function, x[i], f) || Math.abs(x[i]) >= most || Math.abs(function.of(x[i])) >= most / 2);
      }
      double units = Math.max(6, FINEST * Math.scalb(1.0, f));
      assertNear(new Op.Apply(function), f, target, operands(Shape.of(COUNT), x), units, Math.min(f, 18) - 2, 1);
    }
  }

  private static boolean isDefined(Function function, double x, int f) {
    return switch (function) {
      case EXP -> x < (60 - 2 * f) * Math.log(2);
      case LOG, RSQRT -> x > 0;
      case RECIPROCAL -> x != 0 && Math.abs(1 / x) < Math.scalb(1.0, 46 - f);
      case SIN, COS -> Math.abs(x) <= 1024;
      default -> true;
    };
  }
}
