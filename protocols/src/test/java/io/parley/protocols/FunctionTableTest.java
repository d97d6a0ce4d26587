package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.Shape;
import io.parley.plan.Function;
import io.parley.plan.Values;
import io.parley.plan.trace.Trace;
import io.parley.testing.DocTable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors and costs of functions and ops in docs/functions.md, as measured on ring words. */
class FunctionTableTest {
  private static final int SAMPLES = 20_001;
  private static final int COUNTED = 6400;
  private static final String HEADER = "| measured on | f = 16: mean | largest | f = 20: mean | largest "
      + "| CrypTen: mean / largest | rounds | bytes sent | tape bytes |\n";

  private static double from(Function function) {
    return switch (function) {
      case EXP -> -8;
      case EXP_NEGATIVE -> -20;
      case RECIPROCAL_ABOVE_ONE -> 1;
      case LOG, RECIPROCAL, RSQRT -> 0.1;
      case SQRT -> 0;
      case TANH, ERF -> -4;
      case SIN, COS -> -10;
      case SIGMOID, SOFTPLUS, GELU, GELU_TANH, SILU -> -8;
      case FLOOR -> -100;
    };
  }

  private static double to(Function function) {
    return switch (function) {
      case EXP -> 2;
      case EXP_NEGATIVE -> 0;
      case LOG, RECIPROCAL, RECIPROCAL_ABOVE_ONE, RSQRT, SQRT, FLOOR -> 100;
      case TANH, ERF -> 4;
      case SIN, COS -> 10;
      case SIGMOID, SOFTPLUS, GELU, GELU_TANH, SILU -> 8;
    };
  }

  /** Over evenly spaced points that fixed point holds. */
  private static Measured.Errors errors(Function function, int f) {
    double unit = Math.scalb(1.0, f);
    double step = (to(function) - from(function)) / (SAMPLES - 1);
    double[] xs = IntStream.range(0, SAMPLES).mapToDouble(i -> Math.rint((from(function) + i * step) * unit) / unit)
        .toArray();
    return Measured.errors(trace(function, SAMPLES, f), Map.of("x", Values.of(Shape.of(SAMPLES), xs)),
        Arrays.stream(xs).map(function::of).toArray());
  }

  private static Trace trace(Function function, int n, int f) {
    Trace trace = Trace.create(function.label(), f);
    trace.reveal("y", trace.secret("x", Shape.of(n)).apply(function));
    return trace;
  }

  private static String functions() {
    StringBuilder out = new StringBuilder("| function " + HEADER + "|---|---|---|---|---|---|---|---|---|---|\n");
    for (Function function : Function.values()) {
      out.append(String.format(Locale.ROOT, "| `%s` | [%s, %s] | %s | %s | %s | %s |%n", function.label(),
          Double.toString(from(function)).replace(".0", ""), Double.toString(to(function)).replace(".0", ""),
          errors(function, 16).text(), errors(function, 20).text(), CrypTen.cell(CrypTen.of(function)),
          Measured.cost(trace(function, COUNTED, 16))));
    }
    return out.toString();
  }

  private static String ops() {
    StringBuilder out = new StringBuilder(
        "| op | method | domain " + HEADER + "|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (MeasuredOp op : MeasuredOps.all()) {
      out.append(String.format(Locale.ROOT, "| %s | %s | %s | %s | %s | %s | %s | %s |%n", op.name(), op.method(),
          op.domain(), op.measuredOn(), op.errors(16).text(), op.errors(20).text(), CrypTen.cell(crypTen(op)),
          Measured.cost(op.trace(16))));
    }
    return out.toString();
  }

  private static Optional<Measured.Errors> crypTen(MeasuredOp op) {
    return op.name().equals(MeasuredOps.SOFTMAX) ? Optional.of(CrypTen.SOFTMAX) : Optional.empty();
  }

  @Test
  void theTableOfFunctions_isWhatIsMeasured() throws Exception {
    DocTable.check("functions.md", "functions", functions());
  }

  @Test
  void theTableOfOps_isWhatIsMeasured() throws Exception {
    DocTable.check("functions.md", "ops", ops());
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 20})
  void errors_areAtMostATenthOfCrypTens(int f) {
    int compared = 0;
    for (Function function : Function.values()) {
      if (CrypTen.of(function).isPresent()) {
        assertTenth(function.label(), errors(function, f), CrypTen.of(function).orElseThrow());
        compared++;
      }
    }
    for (MeasuredOp op : MeasuredOps.all()) {
      if (crypTen(op).isPresent()) {
        assertTenth(op.name(), op.errors(f), crypTen(op).orElseThrow());
        compared++;
      }
    }
    assertThat(compared).isEqualTo(7);
  }

  private static void assertTenth(String name, Measured.Errors ours, Measured.Errors crypTens) {
    assertThat(ours.mean()).as("mean error of %s", name).isLessThanOrEqualTo(crypTens.mean() / 10);
    assertThat(ours.largest()).as("largest error of %s", name).isLessThanOrEqualTo(crypTens.largest() / 10);
  }
}
