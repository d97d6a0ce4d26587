package io.parley.protocols.walk;

import io.parley.plan.Node;
import io.parley.plan.Plan;
import io.parley.protocols.spi.Primitives;
import io.parley.protocols.spi.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Walks a plan in order on one thread: for roles that never wait. Values are dropped after their last use. */
public final class PlanWalk {
  private PlanWalk() {}

  /**
   * @param at the primitives for a node
   * @param done hears of each node's value
   * @param payload stands in for the inputs' payloads
   * @return the values of the outputs, in order
   */
  public static <A extends Share, B extends Share> List<NodeValue<A, B>> walk(Plan plan,
      IntFunction<Primitives<A, B>> at,
      BiConsumer<Node, NodeValue<A, B>> done, IntFunction<long[]> payload) {
    int[] uses = new int[plan.nodes().size()];
    plan.nodes().forEach(n -> n.inputs().forEach(i -> uses[i]++));
    plan.outputs().forEach(o -> uses[o.node()]++);
    List<@Nullable NodeValue<A, B>> values = new ArrayList<>();
    for (Node node : plan.nodes()) {
      List<NodeValue<A, B>> inputs = new ArrayList<>();
      for (int i : node.inputs()) {
        inputs.add(present(values.get(i)));
      }
      NodeValue<A, B> value = NodeStep.evaluate(node, inputs, at.apply(node.id()), payload);
      done.accept(node, value);
      values.add(uses[node.id()] == 0 ? null : value);
      for (int i : node.inputs()) {
        if (--uses[i] == 0) {
          values.set(i, null);
        }
      }
    }
    List<NodeValue<A, B>> outputs = new ArrayList<>();
    plan.outputs().forEach(o -> outputs.add(present(values.get(o.node()))));
    return outputs;
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("A value was dropped before its last use");
    }
    return value;
  }

  /** Releases an output through the protocol. */
  public static <A extends Share, B extends Share> long[] release(NodeValue<A, B> value, Primitives<A, B> primitives) {
    return switch (value) {
      case NodeValue.Numbers<A, B>(A share) -> primitives.release(share);
      case NodeValue.Bits<A, B>(B share) -> primitives.releaseBits(share);
      case NodeValue.PublicNumbers<A, B> _ -> throw new IllegalStateException("A public value is not released");
      case NodeValue.PublicBits<A, B> _ -> throw new IllegalStateException("A public value is not released");
    };
  }
}
