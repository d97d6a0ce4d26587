package io.parley.plan.lowering;

import io.parley.crypto.Bilinear;
import io.parley.plan.Function;
import io.parley.plan.Level;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.formulas.Div;
import io.parley.plan.formulas.OverRoot;
import java.util.Arrays;
import java.util.List;

/**
 * Rewrites products so that they keep the places of what is multiplied. A product with a reciprocal becomes a quotient, and one with an inverse root a quotient by a root: those keep places
 * that an inverse of a large number, or a root of a small one, does not have. A small factor of a factor, as a scale of
 * quantised weights is, comes last.
 */
final class FuseQuotients {
  private FuseQuotients() {}

  static Plan fuse(Plan plan) {
    return Emitter.rewrite(plan, Level.SURFACE, FuseQuotients::rewrite);
  }

  private static int rewrite(Node node, List<Integer> in, Emitter out) {
    if (node.op() instanceof Op.Product(Bilinear.Mul _, _)) {
      for (int i = 0; i < 2; i++) {
        int x = in.get(1 - i);
        Node inverse = out.node(in.get(i));
        if (inverse.op() instanceof Op.Apply(var function) && keepsPlaces(out.node(x))) {
          int y = inverse.inputs().getFirst();
          if (function == Function.RECIPROCAL) {
            return divided(node, x, y, out);
          }
          if (function == Function.RSQRT) {
            return out.add(node.name(), new OverRoot(), x, y);
          }
        }
      }
    }
    if (node.op() instanceof Op.Product(Bilinear.Mul _, _)) {
      for (int i = 0; i < 2; i++) {
        Node factor = out.node(in.get(i));
        int x = in.get(1 - i);
        if (factor.op() instanceof Op.Product(Bilinear.Mul _, _) && !isKnown(out.node(x))
            && factor.type().shape().size() < node.type().shape().size()) {
          for (int j = 0; j < 2; j++) {
            int small = factor.inputs().get(j);
            int other = factor.inputs().get(1 - j);
            if (isSmall(out.node(small)) && !isKnown(out.node(other))) {
              return out.add(node.name(), node.op(), out.add(node.name(), node.op(), x, other), small);
            }
          }
        }
      }
    }
    return node.op() instanceof Div ? divided(node, in.get(0), in.get(1), out) : out.copy(node, in);
  }

  private static int divided(Node node, int x, int y, Emitter out) {
    Node by = out.node(y);
    return by.op() instanceof Op.Apply(var function) && function == Function.SQRT
        ? out.add(node.name(), new OverRoot(), x, by.inputs().getFirst())
        : out.add(node.name(), new Div(), x, y);
  }

  private static boolean isKnown(Node x) {
    return x.op() instanceof Op.Constant;
  }

  /** Below 2^−2, so that a product with it may lose places, but not so small that one without it might not fit. */
  private static boolean isSmall(Node x) {
    double most = switch (x.op()) {
      case Op.Constant c -> Arrays.stream(c.values().data()).map(Math::abs).max().orElse(0);
      case Op.Input i when !i.within().isEmpty() ->
        Math.max(Math.abs(i.within().getFirst()), Math.abs(i.within().getLast()));
      case Op.Primitive _,Op.Composite _ -> Double.NaN;
    };
    return most < 0.25 && most >= 0x1p-20;
  }

  /** Small constants have more places as factors than as what is divided. */
  private static boolean keepsPlaces(Node x) {
    return !(x.op() instanceof Op.Constant c) || Arrays.stream(c.values().data()).allMatch(v -> Math.abs(v) >= 1);
  }
}
