package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import io.parley.plan.trace.Trace;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The errors of a traced plan with the output {@code y}, and its costs. */
final class Measured {
  private static final String PROTOCOL = "masked";

  private Measured() {}

  /** Of fixed point, against the same plan in double precision. */
  record Errors(double mean, double largest) {
    String text() {
      return largest == 0 ? "0 | 0" : String.format(Locale.ROOT, "%.1e | %.1e", mean, largest);
    }
  }

  static Errors errors(Trace trace, Map<String, Values> inputs) {
    return errors(trace, inputs,
        Objects.requireNonNull(PlaintextInterpreter.run(trace.plan(), inputs).get("y")).data());
  }

  static Errors errors(Trace trace, Map<String, Values> inputs, double[] expected) {
    double[] ys = Objects.requireNonNull(FixedPointInterpreter.run(lowered(trace), inputs).get("y")).data();
    assertThat(ys).hasSameSizeAs(expected);
    double[] errors = IntStream.range(0, ys.length).mapToDouble(i -> Math.abs(ys[i] - expected[i])).toArray();
    return new Errors(IntStream.range(0, ys.length).mapToDouble(i -> errors[i]).average().orElseThrow(),
        IntStream.range(0, ys.length).mapToDouble(i -> errors[i]).max().orElseThrow());
  }

  /** Rounds with the opening of the result; bytes that a party sends, and of the tape, for each element of the result. */
  static String cost(Trace trace) {
    Plan plan = lowered(trace);
    Estimate e = Estimate.of(plan, Protocols.byName(PROTOCOL), new Roles(2));
    int output = plan.nodes().size();
    int elements = plan.node(plan.outputs().getFirst().node()).type().shape().size();
    long sent = e.nodes().stream().filter(c -> c.node() < output).mapToLong(Estimate.NodeCost::bytesPerParty).sum();
    long tape = e.nodes().stream().filter(c -> c.node() < output).mapToLong(Estimate.NodeCost::tapeBytes).sum();
    return String.format(Locale.ROOT, "%d | %.0f | %.0f", e.rounds(), (double) sent / elements,
        (double) tape / elements);
  }

  private static Plan lowered(Trace trace) {
    return Lowering.lower(trace.plan(), Protocols.byName(PROTOCOL).target());
  }
}
