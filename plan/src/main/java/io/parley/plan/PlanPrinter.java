package io.parley.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans as a table for people: a line for each node, and a summary. Shows shapes and types, no values. */
public final class PlanPrinter {
  private static final List<String> HEAD = List.of("id", "name", "op", "inputs", "type");

  private PlanPrinter() {}

  public static String print(Plan plan) {
    return print(plan, Set.of());
  }

  /**
   * @param weights the inputs that count as parameters, as the constants do
   */
  public static String print(Plan plan, Set<String> weights) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    plan.nodes().forEach(node -> rows.add(row(node)));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(pad(row.getFirst(), -widths[0]));
      for (int i = 1; i < widths.length; i++) {
        line.append("  ").append(pad(row.get(i), widths[i]));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.append('\n').append(summary(plan, weights)).append('\n').toString();
  }

  private static List<String> row(Node node) {
    String attributes = OpText.attributes(node.op());
    return List.of(String.valueOf(node.id()), node.name(),
        OpText.name(node.op()) + (attributes.isEmpty() ? "" : " " + attributes),
        node.inputs().stream().map(String::valueOf).collect(Collectors.joining(", ")), node.type().toString());
  }

  /** A line on the plan as a whole. */
  public static String summary(Plan plan, Set<String> weights) {
    long parameters = plan.nodes().stream().filter(n -> n.op() instanceof Op.Constant || isWeight(n, weights))
        .mapToLong(n -> n.type().shape().size()).sum();
    String inputs = plan.inputs().stream().filter(n -> !isWeight(n, weights)).map(n -> n.name() + " "
        + n.type().shape()).collect(Collectors.joining(", "));
    String outputs = plan.outputs().stream().map(o -> o.name() + " " + plan.node(o.node()).type().shape() + " to "
        + o.receiver()).collect(Collectors.joining(", "));
    return String.format(Locale.ROOT, "%s: %d nodes, %,d parameters, inputs: %s, outputs: %s", plan.name(),
        plan.nodes().size(), parameters, inputs.isEmpty() ? "none" : inputs, outputs);
  }

  private static boolean isWeight(Node node, Set<String> weights) {
    return node.op() instanceof Op.Input i && weights.contains(i.name());
  }

  /** Pads on the right, or on the left if the width is negative. */
  private static String pad(String text, int width) {
    String blanks = " ".repeat(Math.max(0, Math.abs(width) - text.length()));
    return width < 0 ? blanks + text : text + blanks;
  }
}
