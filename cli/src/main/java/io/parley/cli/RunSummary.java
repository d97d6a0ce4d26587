package io.parley.cli;

import io.parley.cli.data.OutputArray;
import io.parley.plan.WeightVisibility;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run of a model gave and cost.
 *
 * @param deviations from plaintext; empty if nobody asked
 */
record RunSummary(String model, String protocol, WeightVisibility weights, int rows, ModelRun.Done done,
    List<OutputArray> outputs, List<Deviation> deviations) {
  double rowsPerSecond() {
    return rows / done.cost().totalSeconds();
  }

  void print(PrintWriter out, Collection<Path> files) {
    for (OutputArray output : outputs) {
      Preview.print(output, out);
      out.println();
    }
    if (!deviations.isEmpty()) {
      table().print(out);
      out.println();
    }
    new Table("", ">").row("offline", Cost.seconds(done.cost().offlineSeconds()))
        .row("online", Cost.seconds(done.cost().onlineSeconds()))
        .row("rows per second", String.format(Locale.ROOT, "%.1f", rowsPerSecond())).print(out);
    out.println();
    done.cost().table().print(out);
    out.println();
    int batches = done.cost().batches();
    out.println("Sums over " + (batches == 1 ? "one batch" : batches + " batches") + " of " + done.batch()
        + (rows % done.batch() == 0 ? "" : ", the last filled up with zeros") + ". " + Cost.explain(done.mode())
        + " MB are 10^6 bytes of payload.");
    out.println("Written: " + String.join(", ", files.stream().map(Path::toString).toList()));
    out.flush();
  }

  private Table table() {
    Table table = new Table("compared with plaintext", ">different", ">largest difference", "at", ">private",
        ">plaintext");
    for (Deviation d : deviations) {
      table.row(d.output(), d.different() + " of " + d.count(), number(d.largest()), d.largest() == 0 ? "" : d.place(),
          number(d.value()), number(d.plaintext()));
    }
    return table;
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, Math.abs(number) < 1e6 ? "%.6f" : "%.6e", number);
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("protocol", protocol);
    map.put("weights", weights.name().toLowerCase(Locale.ROOT));
    map.put("parties", done.parties());
    map.put("mode", done.mode().name().toLowerCase(Locale.ROOT));
    map.put("rows", rows);
    map.put("batch", done.batch());
    map.put("rows_per_second", rowsPerSecond());
    map.putAll(done.cost().asMap());
    map.put("outputs", outputs.stream().map(o -> Map.of("name", o.name(), "kind", Preview.kind(o.element()), "shape",
        boxed(o.values().shape().dims()))).toList());
    map.put("deviations", deviations.stream().map(d -> Map.of("output", d.output(), "different", d.different(), "count",
        d.count(), "max_abs_error", d.largest(), "at", boxed(d.at()), "private", d.value(), "plaintext", d.plaintext()))
        .toList());
    return map;
  }

  private static List<Integer> boxed(int... dims) {
    return Arrays.stream(dims).boxed().toList();
  }
}
