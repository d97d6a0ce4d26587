package io.parley.plan.lowering;

import io.parley.plan.Level;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import java.util.List;

/** ReLU is monotone, so it commutes with max-pooling; after the pool it has fewer elements to compare. */
final class PoolBeforeRelu {
  private PoolBeforeRelu() {}

  static Plan swap(Plan plan) {
    int[] uses = Uses.of(plan);
    return Emitter.rewrite(plan, Level.SURFACE, (node, inputs, out) -> {
      if (node.op() instanceof Op.MaxPool) {
        Node relu = plan.node(node.inputs().getFirst());
        if (relu.op() instanceof Op.Relu && uses[relu.id()] == 1) {
          int before = out.node(inputs.getFirst()).inputs().getFirst();
          return out.add(relu.name(), relu.op(), List.of(out.add(node.name(), node.op(), before)));
        }
      }
      return out.copy(node, inputs);
    });
  }
}
