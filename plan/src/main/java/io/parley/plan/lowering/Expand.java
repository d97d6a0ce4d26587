package io.parley.plan.lowering;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.DType;
import io.parley.plan.Effort;
import io.parley.plan.Level;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** Composite ops become primitives; operands of sums and masks get equal shapes; masks get equal visibility. */
final class Expand {
  private final Emitter out;
  private final String name;

  private Expand(Emitter out, String name) {
    this.out = out;
    this.name = name;
  }

  static Plan composites(Plan plan) {
    return Emitter.rewrite(plan, Level.SURFACE, (node, in, out) -> new Expand(out, node.name()).expand(node, in));
  }

  private int expand(Node node, List<Integer> in) {
    Shape shape = node.type().shape();
    return switch (node.op()) {
      case Op.Add _,Op.Sub _ -> out.add(name, node.op(), broadcast(in.get(0), shape), broadcast(in.get(1), shape));
      case Op.Mask _ -> mask(in.get(0), in.get(1));
      case Op.Relu _ -> mask(notNegative(in.getFirst()), in.getFirst());
      case Op.Max _ -> max(broadcast(in.get(0), shape), broadcast(in.get(1), shape));
      case Op.Select _ -> {
        int y = broadcast(in.get(2), shape);
        yield emit(new Op.Add(), y, mask(in.get(0), emit(new Op.Sub(), broadcast(in.get(1), shape), y)));
      }
      case Op.MaxPool m -> new Pooling(this, m.window()).maximum(in.getFirst());
      case Op.AveragePool a -> new Pooling(this, a.window()).mean(in.getFirst(), a.countPadding());
      case Op.Formula f -> throw new IllegalStateException("Not expanded: " + f);
      // Functions have scales of their own; see Scales.
      case Op.Apply _,Op.ToInteger _,Op.Scaled _,Op.Primitive _ -> out.copy(node, in);
    };
  }

  int emit(Op op, Integer... inputs) {
    return out.add(name, op, inputs);
  }

  int constant(Values values, int fractionBits) {
    Effort.constant(values.shape().size());
    return out.constant(name, values, TensorType.publicly(values.shape(), fractionBits));
  }

  TensorType type(int node) {
    return out.type(node);
  }

  /** y + (x − y where that is not negative). */
  int max(int x, int y) {
    int difference = emit(new Op.Sub(), x, y);
    return emit(new Op.Add(), y, mask(notNegative(difference), difference));
  }

  private int notNegative(int x) {
    return emit(new Op.Not(), emit(new Op.IsNegative(), x));
  }

  /** Protocols mask secrets by secret bits; where one of both is public a product does, which is local. */
  private int mask(int bits, int numbers) {
    int x = broadcast(numbers, type(bits).shape());
    if (type(bits).visibility() == type(x).visibility()) {
      return emit(new Op.Mask(), bits, x);
    }
    int number = emit(new Op.ShiftLeft(type(x).fractionBits()), emit(new Op.BitToRing(), bits));
    return emit(new Op.Product(new Bilinear.Mul(), 0), number, x);
  }

  private int broadcast(int x, Shape to) {
    boolean fits = type(x).shape().equals(to) || type(x).dtype() == DType.BIT;
    return fits ? x : emit(new Op.Rearrange(new Structure.Broadcast(to)), x);
  }
}
