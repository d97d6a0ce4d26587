package io.parley.protocols;

import io.parley.crypto.Shape;
import io.parley.plan.Function;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.trace.Trace;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The errors and costs of functions in docs/functions.md, as measured on ring words. */
class FunctionTableTest {
  private static final int SAMPLES = 20_001;
  private static final int COUNTED = 6400;

  private static double from(Function function) {
    return switch (function) {
      case EXP -> -8;
      case EXP_NEGATIVE -> -20;
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
      case LOG, RECIPROCAL, RSQRT, SQRT, FLOOR -> 100;
      case TANH, ERF -> 4;
      case SIN, COS -> 10;
      case SIGMOID, SOFTPLUS, GELU, GELU_TANH, SILU -> 8;
    };
  }

  /** Mean and maximum over evenly spaced points that fixed point holds. */
  private static String error(Function function, int f) throws Exception {
    double unit = Math.scalb(1.0, f);
    double step = (to(function) - from(function)) / (SAMPLES - 1);
    double[] xs = IntStream.range(0, SAMPLES).mapToDouble(i -> Math.rint((from(function) + i * step) * unit) / unit)
        .toArray();
    double[] ys = Objects.requireNonNull(LocalNetwork.run(plan(function, SAMPLES, f), Protocols.byName("plain"), 1,
        Map.of("x", Values.of(Shape.of(SAMPLES), xs))).outputs().get("y")).data();
    double[] errors = IntStream.range(0, SAMPLES).mapToDouble(i -> Math.abs(ys[i] - function.of(xs[i]))).toArray();
    return String.format(Locale.ROOT, "%.1e | %.1e", IntStream.range(0, SAMPLES).mapToDouble(i -> errors[i]).average()
        .orElseThrow(), IntStream.range(0, SAMPLES).mapToDouble(i -> errors[i]).max().orElseThrow());
  }

  private static Plan plan(Function function, int n, int f) {
    Trace trace = Trace.create(function.label(), f);
    trace.reveal("y", trace.secret("x", Shape.of(n)).apply(function));
    return Lowering.lower(trace.plan(), Protocols.byName("masked").truncation());
  }

  private static String cost(Function function) {
    Plan plan = plan(function, COUNTED, 16);
    Estimate e = Estimate.of(plan, Protocols.byName("masked"), new Roles(2));
    int output = plan.nodes().size();
    long sent = e.nodes().stream().filter(c -> c.node() < output).mapToLong(Estimate.NodeCost::bytesPerParty).sum();
    long tape = e.nodes().stream().filter(c -> c.node() < output).mapToLong(Estimate.NodeCost::tapeBytes).sum();
    return String.format(Locale.ROOT, "%d | %.0f | %.0f", e.rounds(), (double) sent / COUNTED, (double) tape / COUNTED);
  }

  private static String table() throws Exception {
    StringBuilder out = new StringBuilder("| function | measured on | f = 16: mean | largest | f = 20: mean | largest "
        + "| rounds | bytes sent | tape bytes |\n|---|---|---|---|---|---|---|---|---|\n");
    for (Function function : Function.values()) {
      out.append(String.format(Locale.ROOT, "| `%s` | [%s, %s] | %s | %s | %s |%n", function.label(),
          Double.toString(from(function)).replace(".0", ""), Double.toString(to(function)).replace(".0", ""),
          error(function, 16), error(function, 20), cost(function)));
    }
    return out.toString();
  }

  @Test
  void theTableInTheDocs_isWhatIsMeasured() throws Exception {
    DocTable.check("functions.md", "functions", table());
  }
}
