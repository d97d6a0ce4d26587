package io.parley.onnx;

import io.parley.onnx.proto.Onnx.GraphProto;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Branches and loops, which the file has to decide: they are gone from the plan. */
final class ControlOperators {
  private static final int MOST_STEPS = 10_000;

  static final Map<String, Operators.Operator> ALL = Map.of("If", ControlOperators::branch, "Loop",
      ControlOperators::loop);

  private ControlOperators() {}

  private static GraphProto graph(OnnxNode node, String attribute) {
    return node.attribute(attribute).orElseThrow(() -> node.refusal("has no graph " + attribute)).getG();
  }

  private static List<GraphValue> branch(GraphBinder graph, OnnxNode node) {
    if (!(graph.input(node, 0) instanceof GraphValue.Known)) {
      throw node.refusal("depends on a secret; compute both branches and choose by Where");
    }
    GraphProto then = graph(node, "then_branch");
    GraphProto otherwise = graph(node, "else_branch");
    GraphProto taken = graph.knownNumber(node, 0) != 0 ? then : otherwise;
    return graph.inside(node, taken, List.of());
  }

  /** Operands: the most steps, whether to begin, and what is carried. The body takes the step and its condition first. */
  private static List<GraphValue> loop(GraphBinder graph, OnnxNode node) {
    GraphProto body = graph(node, "body");
    int inputs = node.proto().getInputCount();
    double most = graph.knownNumber(node, 0, MOST_STEPS + 1.0);
    GraphValue condition = graph.optional(node, 1).orElse(graph.structure(Element.BOOL, Values.scalar(1)));
    List<GraphValue> carried = new ArrayList<>();
    for (int i = 2; i < inputs; i++) {
      carried.add(graph.input(node, i));
    }
    List<List<GraphValue>> collected = new ArrayList<>();
    for (int i = carried.size() + 1; i < body.getOutputCount(); i++) {
      collected.add(new ArrayList<>());
    }
    for (int step = 0; step < most && holds(graph, node, condition); step++) {
      if (step == MOST_STEPS) {
        throw node.refusal("takes more than " + MOST_STEPS + " steps; export the model with fewer");
      }
      List<GraphValue> in = new ArrayList<>(
          List.of(graph.structure(Element.INTEGER, Values.scalar(step)), condition));
      in.addAll(carried);
      List<GraphValue> out = graph.inside(node, body, in);
      condition = out.getFirst();
      carried = out.subList(1, 1 + carried.size());
      for (int i = 0; i < collected.size(); i++) {
        collected.get(i).add(out.get(1 + carried.size() + i));
      }
    }
    List<GraphValue> outputs = new ArrayList<>(carried);
    collected.forEach(parts -> outputs.add(stacked(graph, node, parts)));
    return outputs;
  }

  private static boolean holds(GraphBinder graph, OnnxNode node, GraphValue condition) {
    if (condition instanceof GraphValue.Known known) {
      return graph.publicly(node, known).data()[0] != 0;
    }
    throw node.refusal("goes on depending on a secret; export it with a fixed number of steps");
  }

  private static GraphValue stacked(GraphBinder graph, OnnxNode node, List<GraphValue> parts) {
    if (parts.isEmpty()) {
      throw node.refusal("collects the values of no steps; export the model without the loop");
    }
    return graph.concat(0, parts.stream().map(x -> {
      int[] dims = new int[x.shape().rank() + 1];
      dims[0] = 1;
      System.arraycopy(x.shape().dims(), 0, dims, 1, dims.length - 1);
      return graph.reshape(x, dims);
    }).toList());
  }
}
