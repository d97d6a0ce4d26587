package io.parley.plan.lowering;

import io.parley.plan.Level;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;

/** A truncation whose operand is a product that nobody else needs becomes part of the product. */
final class FuseTruncations {
  private FuseTruncations() {}

  static Plan fuse(Plan plan) {
    int[] uses = Uses.of(plan);
    return Emitter.rewrite(plan, Level.LOWERED, (node, in, out) -> {
      if (node.op() instanceof Op.Truncate t) {
        Node before = plan.node(node.inputs().getFirst());
        if (before.op() instanceof Op.Product p && uses[before.id()] == 1) {
          Op fused = new Op.Product(p.map(), p.truncateBits() + t.bits());
          return out.add(before.name(), fused, out.node(in.getFirst()).inputs());
        }
      }
      return out.copy(node, in);
    });
  }
}
