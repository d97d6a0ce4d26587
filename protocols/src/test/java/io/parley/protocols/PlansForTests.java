package io.parley.protocols;

import io.parley.crypto.Shape;
import io.parley.plan.DType;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.Visibility;

/** Builds lowered plans node by node: what the conformance suite needs and no user would write. */
public final class PlansForTests {
  private final PlanBuilder builder = PlanBuilder.create("test", Level.LOWERED);

  public int input(String name, TensorType type) {
    return builder.input(name, Plan.CLIENT, type);
  }

  public int secret(String name, Shape shape, int fractionBits) {
    return input(name, TensorType.secret(shape, fractionBits));
  }

  public int constant(Values values, int fractionBits) {
    return builder.constant("constant", values, TensorType.publicly(values.shape(), fractionBits));
  }

  public int constantBits(Values values) {
    return builder.constant("constant", values, new TensorType(DType.BIT, values.shape(), Visibility.PUBLIC, 0));
  }

  /** Adds a node, whose type must come out as given. */
  public int add(Op op, TensorType type, int... inputs) {
    int node = builder.add(op.getClass().getSimpleName(), op, inputs);
    if (!type(node).equals(type)) {
      throw new AssertionError(op + " has type " + type(node) + ", not " + type);
    }
    return node;
  }

  public TensorType type(int node) {
    return builder.node(node).type();
  }

  public PlansForTests reveal(String name, int node) {
    builder.output(name, node, Plan.CLIENT);
    return this;
  }

  public Plan plan() {
    return builder.build();
  }
}
