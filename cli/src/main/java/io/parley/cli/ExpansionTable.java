package io.parley.cli;

import io.parley.plan.LiveNodes;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.OpText;
import io.parley.plan.Plan;
import io.parley.plan.lowering.Expansion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A surface plan with what explains each of its ops, below it: the ops 5.1, 5.2, … are node 5's. What several nodes have in
 * common stands with the first.
 */
final class ExpansionTable {
  private final Plan surface;
  private final Expansion expansion;
  private final boolean[] live;
  /** What each node of the expansion is called. */
  private final Map<Integer, String> numbers = new HashMap<>();

  private ExpansionTable(Plan surface) {
    this.surface = surface;
    this.expansion = Expansion.of(surface);
    this.live = LiveNodes.of(expansion.plan());
    List<Integer> results = expansion.results();
    for (int id = results.size() - 1; id >= 0; id--) {
      numbers.put(results.get(id), String.valueOf(id));
    }
  }

  static Table of(Plan surface) {
    return new ExpansionTable(surface).table();
  }

  private Table table() {
    Table table = new Table(">id", "name", "op", "inputs", "type");
    Map<Integer, List<Node>> parts = expansion.plan().nodes().stream().filter(node -> live[node.id()])
        .collect(Collectors.groupingBy(node -> expansion.sources().get(node.id())));
    for (Node node : surface.nodes()) {
      table.row(String.valueOf(node.id()), node.name(), op(node.op()),
          node.inputs().stream().map(String::valueOf).collect(Collectors.joining(", ")), node.type().toString());
      if (node.op() instanceof Op.Formula || parts.getOrDefault(node.id(), List.of()).size() > 1) {
        expand(table, node, parts.getOrDefault(node.id(), List.of()));
      }
    }
    return table;
  }

  private void expand(Table table, Node of, List<Node> parts) {
    for (int i = 0; i < parts.size(); i++) {
      String number = of.id() + "." + (i + 1);
      numbers.putIfAbsent(parts.get(i).id(), number);
    }
    for (int i = 0; i < parts.size(); i++) {
      Node part = parts.get(i);
      String number = of.id() + "." + (i + 1);
      table.row(number, "", "  " + op(part.op()),
          part.inputs().stream().map(numbers::get).collect(Collectors.joining(", ")), part.type().toString());
    }
  }

  private static String op(Op op) {
    String attributes = OpText.attributes(op);
    return OpText.name(op) + (attributes.isEmpty() ? "" : " " + attributes);
  }
}
