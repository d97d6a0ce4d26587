package io.parley.cli;

import io.parley.cli.data.OutputArray;
import io.parley.onnx.Element;
import io.parley.onnx.Sizes;
import io.parley.plan.BadRequestException;
import io.parley.plan.DType;
import io.parley.plan.Imported;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Output;
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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** How large the values of a model get, how far fixed point may be off, and what fraction bits would do. */
final class PrecisionReport {
  private final Imported model;
  private final Map<String, Range> ranges;
  private final Map<String, Values> mock;

  /**
   * @param mock what inputs may look like, by their names; empty if nobody says
   */
  private PrecisionReport(Imported model, Map<String, Range> ranges, Map<String, Values> mock) {
    this.model = model;
    this.ranges = ranges;
    this.mock = mock;
  }

  /**
   * @throws BadRequestException if the model cannot be imported, or what users say of its inputs does not fit it
   */
  static PrecisionReport of(Model model, ModelOptions options, PrecisionOptions given) {
    Optional<ModelData> data = given.mock(model, options.dimensions());
    int batch = data.map(d -> Math.min(d.rows(), options.batch())).orElse(options.batch());
    Map<String, Integer> dimensions = data.map(ModelData::dimensions).orElse(options.dimensions());
    Imported bound = ModelOptions.bound(model, new Sizes(batch, dimensions));
    Map<String, Values> mock = data.map(d -> d.next(batch)).orElse(Map.of());
    Map<String, Range> ranges = new HashMap<>();
    mock.forEach((name, values) -> ranges.put(name, Range.of(values)));
    ranges.putAll(given.ranges(bound));
    return new PrecisionReport(bound, ranges, mock);
  }

  void print(PrintWriter out) {
    Plan plan = model.surfacePlan();
    Precision precision = Precision.of(plan, ranges, model.weights());
    table(plan, precision.bounds()).print(out);
    out.println();
    Stream.concat(precision.warnings().stream(), precision.losses().stream())
        .forEach(warning -> out.println("Warning: " + warning + "."));
    precision.mostFractionBits().ifPresentOrElse(
        f -> out.println("No value of " + plan.name() + " can overflow with up to " + f + " fraction bits; a run uses "
            + Inference.FRACTION_BITS + "."),
        () -> out.println("There are no fraction bits with which nothing can overflow; scale the model."));
    if (!mock.isEmpty()) {
      shadow(plan, out);
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

  private void shadow(Plan plan, PrintWriter out) {
    Map<String, Values> inputs = new HashMap<>(model.weights());
    inputs.putAll(mock);
    Map<String, Values> real = PlaintextInterpreter.run(plan, inputs);
    Map<String, Values> fixed = FixedPointInterpreter.run(Lowering.lower(plan), inputs);
    for (Output output : plan.outputs()) {
      String name = output.name();
      Element element = OutputRows.element(plan.node(output.node()).type());
      OutputArray reference = new OutputArray(name, element, Objects.requireNonNull(real.get(name)));
      Deviation off = Deviation.of(new OutputArray(name, element, Objects.requireNonNull(fixed.get(name))), reference);
      out.println("On the mock data '" + name + "' lies in " + Range.of(reference.values())
          + ", and fixed point is off by " + Range.text(off.largest()) + " at most.");
      if (off.isBroken()) {
        out.println("Warning: On the mock data '" + name + "' is off by more than 1/32 of the largest number in it, at "
            + off.place() + ": " + Range.text(off.value()) + " instead of " + Range.text(off.plaintext())
            + ". Look for the first warning above.");
      }
    }
  }
}
