package io.parley.serialization;

import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import java.util.List;
import java.util.UUID;

/**
 * One run of one plan.
 *
 * @param protocol by name
 * @param parties how many; 0 for as many as are named, or, if none is, for all that there are
 * @param partyNames which ones, in the order of their indices; empty if the coordinator is to choose them
 * @param inputs those of the plan that are not carried, in its order
 * @param outputs those of the plan that are revealed, in its order
 * @param tapes made beforehand, of which one is used
 */
public record Step(
    Program program,
    String protocol,
    Dealing dealing,
    int parties,
    List<String> partyNames,
    List<Named> inputs,
    List<Named> outputs,
    List<UUID> tapes) {
  public Step {
    partyNames = List.copyOf(partyNames);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    tapes = List.copyOf(tapes);
  }

  /**
   * An input or an output.
   *
   * @param whose the owner who brings it, or the receiver who learns it
   */
  public record Named(String name, String whose) {
    @Override
    public String toString() {
      return "'" + name + "' of " + whose;
    }
  }

  /** The inputs of a plan. */
  public static List<Named> inputsOf(Plan plan) {
    return plan.inputs().stream().map(node -> (Op.Input) node.op())
        .map(input -> new Named(input.name(), input.owner())).toList();
  }

  /** The outputs of a plan. */
  public static List<Named> outputsOf(Plan plan) {
    return plan.outputs().stream().map(output -> new Named(output.name(), output.receiver())).toList();
  }

  /**
   * Checks a step into which nothing is carried, and nothing out of.
   *
   * @throws BadRequestException if the plan has other inputs or outputs
   */
  public void check(Plan plan) {
    check(plan, "inputs", inputs, inputsOf(plan));
    check(plan, "outputs", outputs, outputsOf(plan));
  }

  private static void check(Plan plan, String what, List<Named> said, List<Named> has) {
    if (!said.equals(has)) {
      throw new BadRequestException("The run says that plan '" + plan.name() + "' has the " + what + " " + said
          + ", but it has " + has + "; submit it again");
    }
  }
}
