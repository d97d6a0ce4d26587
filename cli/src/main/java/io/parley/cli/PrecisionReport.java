package io.parley.cli;

import io.parley.plan.DType;
import io.parley.plan.Imported;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import io.parley.plan.precision.Bound;
import io.parley.plan.precision.Precision;
import io.parley.plan.precision.Range;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How large the values of a model get, how far fixed point may be off, and what fraction bits would do. */
final class PrecisionReport {
  private final Imported model;
  private final PrintWriter out;

  PrecisionReport(Imported model, PrintWriter out) {
    this.model = model;
    this.out = out;
  }

  void print(PrecisionOptions options) {
    Map<String, Range> ranges = new HashMap<>();
    Map<String, Values> mock = options.mockInputs(model);
    mock.forEach((name, values) -> ranges.put(name, Range.of(values)));
    ranges.putAll(options.ranges(model));
    Plan plan = model.surfacePlan();
    Precision precision = Precision.of(plan, ranges, model.weights());
    table(plan, precision.bounds()).print(out);
    out.println();
    precision.warnings().forEach(warning -> out.println("Warning: " + warning + "."));
    precision.mostFractionBits().ifPresentOrElse(
        f -> out.println("No value of " + plan.name() + " can overflow with up to " + f + " fraction bits; a run uses "
            + Inference.FRACTION_BITS + "."),
        () -> out.println("There are no fraction bits with which nothing can overflow; scale the model."));
    if (!mock.isEmpty()) {
      shadow(plan, mock);
    }
    out.flush();
  }

  /** Where numbers are computed; what only moves them is left out. */
  private static Table table(Plan plan, List<Bound> bounds) {
    Table table = new Table(">id", "name", "op", "result", ">from", ">to", ">error at most");
    for (Node node : plan.nodes()) {
      if (node.type().dtype() != DType.BIT && !(node.op() instanceof Op.Rearrange)
          && !(node.op() instanceof Op.Constant)) {
        Bound bound = bounds.get(node.id());
        table.row(String.valueOf(node.id()), node.name(), node.op().getClass().getSimpleName(), node.type().toString(),
            Range.text(bound.range().low()), Range.text(bound.range().high()), Range.text(bound.error()));
      }
    }
    return table;
  }

  private void shadow(Plan plan, Map<String, Values> mock) {
    Map<String, Values> inputs = new HashMap<>(model.weights());
    inputs.putAll(mock);
    Map<String, Values> real = PlaintextInterpreter.run(plan, inputs);
    Map<String, Values> fixed = FixedPointInterpreter.run(Lowering.lower(plan), inputs);
    real.forEach((name, values) -> {
      double largest = 0;
      double[] got = fixed.getOrDefault(name, values).data();
      for (int i = 0; i < got.length; i++) {
        largest = Math.max(largest, Math.abs(got[i] - values.data()[i]));
      }
      out.println("On the mock data '" + name + "' lies in " + Range.of(values) + ", and fixed point is off by "
          + Range.text(largest) + " at most.");
    });
  }
}
