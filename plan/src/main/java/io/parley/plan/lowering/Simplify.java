package io.parley.plan.lowering;

import io.parley.crypto.Structure;
import io.parley.plan.DType;
import io.parley.plan.Effort;
import io.parley.plan.Level;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.List;
import java.util.stream.IntStream;

/** Removes what changes nothing, and computes what is public and known. */
final class Simplify {
  /** A folded result may be this large though its operands are smaller; plans must not grow by folded broadcasts. */
  private static final int SMALL = 64;

  private Simplify() {}

  static Plan plan(Plan plan) {
    return Emitter.rewrite(plan, Level.SURFACE, Simplify::simplify);
  }

  private static int simplify(Node node, List<Integer> in, Emitter out) {
    if (in.isEmpty()) {
      return out.copy(node, in);
    }
    if (canFold(node, in, out)) {
      List<Values> values = in.stream().map(i -> ((Op.Constant) out.node(i).op()).values()).toList();
      TensorType type = out.infer(node.name(), node.op(), in);
      if (type.fractionBits() > 0 || type.dtype() == DType.BIT) {
        Effort.constant(type.shape().size());
        return out.constant(node.name(), PlaintextInterpreter.evaluate(node.op(), values), type);
      }
    }
    Node before = out.node(in.getFirst());
    return switch (node.op()) {
      case Op.Not _ when before.op() instanceof Op.Not -> before.inputs().getFirst();
      case Op.Negate _ when before.op() instanceof Op.Negate -> before.inputs().getFirst();
      case Op.Rearrange r -> rearrange(node, r.structure(), in, out);
      case Op.Primitive _,Op.Composite _ -> out.copy(node, in);
    };
  }

  private static boolean canFold(Node node, List<Integer> in, Emitter out) {
    return in.stream().allMatch(i -> out.node(i).op() instanceof Op.Constant) && node.type().shape().size() <= Math
        .max(SMALL, in.stream().mapToInt(i -> out.type(i).shape().size()).sum());
  }

  private static int rearrange(Node node, Structure structure, List<Integer> in, Emitter out) {
    int x = in.getFirst();
    if (isIdentity(structure, in, out.type(x), node.type())) {
      return x;
    }
    if (out.node(x).op() instanceof Op.Rearrange(Structure before)) {
      int source = out.node(x).inputs().getFirst();
      if (structure instanceof Structure.Reshape && before instanceof Structure.Reshape) {
        return again(node, structure, source, out);
      }
      if (structure instanceof Structure.Transpose second && before instanceof Structure.Transpose first) {
        List<Integer> both = second.permutation().stream().map(first.permutation()::get).toList();
        return again(node, new Structure.Transpose(both), source, out);
      }
    }
    return out.copy(node, in);
  }

  private static int again(Node node, Structure structure, int source, Emitter out) {
    return rearrange(new Node(node.id(), node.name(), new Op.Rearrange(structure), node.inputs(), node.type()),
        structure, List.of(source), out);
  }

  private static boolean isIdentity(Structure structure, List<Integer> in, TensorType from, TensorType to) {
    return in.size() == 1 && from.shape().equals(to.shape()) && switch (structure) {
      case Structure.Reshape _,Structure.Broadcast _,Structure.Slice _,Structure.Pad _,Structure.Concat _,Structure.SumAxes _ ->
        true;
      case Structure.Transpose t ->
        t.permutation().equals(IntStream.range(0, t.permutation().size()).boxed().toList());
      case Structure.WindowTap t -> t.window().kernelHeight() == 1 && t.window().kernelWidth() == 1
          && t.window().padTop() + t.window().padLeft() == 0;
    };
  }
}
