package io.parley.plan.plaintext;

import io.parley.plan.BadRequestException;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.plan.PlanInputs;
import io.parley.plan.Values;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs plans of both levels in float64, without any protection: the reference that every protocol is measured against.
 * Scales mean nothing to real numbers, so Truncate and ShiftLeft do nothing here.
 */
public final class PlaintextInterpreter {
  private PlaintextInterpreter() {}

  /**
   * The outputs by name.
   *
   * @param inputs by name; just those that the plan declares
   * @throws BadRequestException if an input is missing, superfluous or misshapen
   */
  public static Map<String, Values> run(Plan plan, Map<String, Values> inputs) {
    PlanInputs.check(plan, inputs);
    int[] lastUse = lastUses(plan);
    Map<Integer, Values> live = new HashMap<>();
    for (Node node : plan.nodes()) {
      Values value = switch (node.op()) {
        case Op.Input i -> inputs.get(i.name());
        case Op.Primitive _,Op.Composite _ ->
          evaluate(node.op(), node.inputs().stream().map(live::get).toList());
      };
      live.put(node.id(), value);
      for (int input : node.inputs()) {
        if (lastUse[input] == node.id()) {
          live.remove(input);
        }
      }
    }
    Map<String, Values> outputs = new LinkedHashMap<>();
    for (Output output : plan.outputs()) {
      outputs.put(output.name(), live.get(output.node()));
    }
    return outputs;
  }

  /** The value of one op; bits are 0 and 1. */
  public static Values evaluate(Op op, List<Values> inputs) {
    return RealOps.evaluate(op, inputs);
  }

  /** The last node that uses each node's value; never, for outputs. */
  private static int[] lastUses(Plan plan) {
    int[] last = new int[plan.nodes().size()];
    for (Node node : plan.nodes()) {
      node.inputs().forEach(input -> last[input] = node.id());
    }
    plan.outputs().forEach(output -> last[output.node()] = Integer.MAX_VALUE);
    return last;
  }
}
