package io.parley.cli;

import io.parley.plan.Comparison;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.OpText;
import io.parley.plan.Plan;
import io.parley.plan.lowering.Attribution;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.cost.Estimate.NodeCost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A line for each op that costs anything, and for what none has by itself; rounds of ops on different paths go together. */
final class CostRows {
  private final Table table = new Table(">id", "name", "op", "result", ">rounds", ">kB per party", ">kB of tape");
  private final Plan plan;
  private final Estimate cost;

  private CostRows(Plan plan, Estimate cost) {
    this.plan = plan;
    this.cost = cost;
  }

  /** Of the plan that the parties run. */
  static Table lowered(Plan plan, Estimate cost) {
    CostRows rows = new CostRows(plan, cost);
    int free = 0;
    for (Node node : plan.nodes()) {
      free += rows.part(node, "", String.valueOf(node.id()), node.name()) ? 0 : 1;
    }
    return rows.end(free, true);
  }

  /**
   * Of the plan that people wrote.
   *
   * @param plan the lowered one, with its comparisons chosen
   * @param expand whether the parties' ops stand below each
   */
  static Table surface(Attribution by, Plan plan, Estimate cost, boolean expand) {
    CostRows rows = new CostRows(plan, cost);
    Map<Integer, List<Node>> parts = new HashMap<>();
    plan.nodes().forEach(
        node -> parts.computeIfAbsent(by.sources().get(node.id()), _ -> new ArrayList<>()).add(node));
    int free = 0;
    for (Node node : by.surface().nodes()) {
      free += rows.op(node, parts.getOrDefault(node.id(), List.of()), expand) ? 0 : 1;
    }
    return rows.end(free, false);
  }

  /** An op with all that its parts cost; whether that is anything. */
  private boolean op(Node node, List<Node> parts, boolean expand) {
    long[] bytes = new long[cost.nodes().getFirst().bytesByParty().size()];
    long tape = 0;
    for (Node part : parts) {
      NodeCost each = cost.nodes().get(part.id());
      for (int party = 0; party < bytes.length; party++) {
        bytes[party] += each.bytesByParty().get(party);
      }
      tape += each.tapeBytes();
    }
    long most = Arrays.stream(bytes).max().orElse(0);
    int rounds = rounds(parts);
    if (rounds == 0 && most == 0 && tape == 0) {
      return false;
    }
    table.row(String.valueOf(node.id()), node.name(), OpText.name(node.op()), node.type().toString(),
        String.valueOf(rounds), kilobytes(most), kilobytes(tape));
    if (expand && !(node.op() instanceof Op.Input)) {
      parts.forEach(part -> part(part, "  ", "", ""));
    }
    return true;
  }

  /** The most of one part after the other. */
  private int rounds(List<Node> parts) {
    Map<Integer, Integer> until = new HashMap<>();
    int most = 0;
    for (Node part : parts) {
      int before = part.inputs().stream().mapToInt(i -> until.getOrDefault(i, 0)).max().orElse(0);
      int after = before + cost.nodes().get(part.id()).rounds();
      until.put(part.id(), after);
      most = Math.max(most, after);
    }
    return most;
  }

  /** An op that the parties run, if it costs anything. */
  private boolean part(Node node, String indent, String id, String name) {
    NodeCost each = cost.nodes().get(node.id());
    if (isFree(each)) {
      return false;
    }
    row(each, id, name, indent + name(node.op()), node.type().toString());
    return true;
  }

  private Table end(int free, boolean numbered) {
    int nodes = plan.nodes().size();
    for (NodeCost each : cost.nodes().subList(nodes, cost.nodes().size())) {
      int output = each.node() - nodes;
      if (isFree(each)) {
        continue;
      }
      if (output < plan.outputs().size()) {
        Node of = plan.node(plan.outputs().get(output).node());
        row(each, numbered ? String.valueOf(each.node()) : "", numbered ? of.name() : plan.outputs().get(output).name(),
            "Output", of.type().toString());
      } else {
        row(each, "", "", output == plan.outputs().size() ? "Session" : "Checkpoint", "");
      }
    }
    return table.rule().row("", free + " ops without communication", "", "", "", "", "");
  }

  private void row(NodeCost each, String id, String name, String op, String type) {
    table.row(id, name, op, type, String.valueOf(each.rounds()), kilobytes(each.bytesPerParty()),
        kilobytes(each.tapeBytes()));
  }

  private static boolean isFree(NodeCost each) {
    return each.rounds() == 0 && each.bytesPerParty() == 0 && each.tapeBytes() == 0;
  }

  private static String name(Op op) {
    return op.getClass().getSimpleName()
        + (op instanceof Op.IsNegative(Comparison comparison) && comparison == Comparison.FSS ? ", fss" : "");
  }

  private static String kilobytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e3);
  }
}
