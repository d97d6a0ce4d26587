package io.parley.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Checks what a user brings against what a plan declares. */
public final class PlanInputs {
  private PlanInputs() {}

  /**
   * @throws BadRequestException if an input is missing, superfluous, misshapen, or holds what fixed point cannot
   */
  public static void check(Plan plan, Map<String, Values> inputs) {
    TreeSet<String> unknown = new TreeSet<>(inputs.keySet());
    for (Node node : plan.inputs()) {
      String name = ((Op.Input) node.op()).name();
      Values values = inputs.get(name);
      if (values == null) {
        throw new BadRequestException("Input '" + name + "' is missing; the plan needs " + node.type());
      }
      if (!values.shape().equals(node.type().shape())) {
        throw new BadRequestException("Input '" + name + "' has shape " + values.shape() + ", but the plan needs "
            + node.type().shape());
      }
      checkRange(name, values, node.type());
      checkBounds(name, values, ((Op.Input) node.op()).within());
      unknown.remove(name);
    }
    if (!unknown.isEmpty()) {
      throw new BadRequestException("The plan has no input " + unknown + "; its inputs are "
          + plan.inputs().stream().map(n -> ((Op.Input) n.op()).name()).toList());
    }
  }

  private static void checkBounds(String name, Values values, List<Double> within) {
    for (double v : within.isEmpty() ? new double[0] : values.data()) {
      if (v < within.getFirst() || v > within.getLast()) {
        throw new BadRequestException("Input '" + name + "' holds a number outside " + within
            + ", within which the plan says all are; scale it, or declare wider bounds");
      }
    }
  }

  /**
   * Checks the values of an input, whatever their shape.
   *
   * @throws BadRequestException if they are not of the type, or fixed point cannot hold them
   */
  public static void checkRange(String name, Values values, TensorType type) {
    double limit = Math.scalb(1.0, 62 - type.fractionBits());
    for (double v : values.data()) {
      if (type.dtype() == DType.BIT && v != 0 && v != 1) {
        throw new BadRequestException("Input '" + name + "' holds " + v + ", but bits are 0 or 1");
      }
      if (type.isInteger() && v != Math.rint(v)) {
        throw new BadRequestException("Input '" + name + "' holds " + v + ", but takes integers; round or scale it");
      }
      if (!(Math.abs(v) < limit)) {
        throw new BadRequestException("Input '" + name + "' holds " + v + ", but fixed point with "
            + type.fractionBits() + " fraction bits needs finite values below 2^" + (62 - type.fractionBits()));
      }
    }
  }
}
