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
import java.util.OptionalInt;

/**
 * Rewrites products so that what is multiplied keeps its places. A product with a reciprocal becomes a quotient, and one with
 * an inverse root a quotient by a root: an inverse of a large number has few places, and so has a root of a small one. A
 * small factor of a factor comes last, as a scale of quantised weights does.
 */
final class KeepPlaces {
  private KeepPlaces() {}

  static Plan rewrite(Plan plan) {
    return Emitter.rewrite(plan, Level.SURFACE, KeepPlaces::rewrite);
  }

  private static int rewrite(Node node, List<Integer> in, Emitter out) {
    return switch (node.op()) {
      case Op.Product(Bilinear.Mul _, _) -> {
        OptionalInt quotient = quotient(node, in, out);
        OptionalInt product = quotient.isPresent() ? quotient : smallFactorLast(node, in, out);
        yield product.isPresent() ? product.getAsInt() : out.copy(node, in);
      }
      case Div _ -> divided(node, in.get(0), in.get(1), out);
      case Op.Primitive _,Op.Composite _ -> out.copy(node, in);
    };
  }

  /** x·(1/y) and x·(1/√y). */
  private static OptionalInt quotient(Node node, List<Integer> in, Emitter out) {
    for (int i = 0; i < 2; i++) {
      int x = in.get(1 - i);
      Node inverse = out.node(in.get(i));
      if (inverse.op() instanceof Op.Apply(var function) && keepsPlaces(out.node(x))) {
        int y = inverse.inputs().getFirst();
        if (function == Function.RECIPROCAL) {
          return OptionalInt.of(divided(node, x, y, out));
        }
        if (function == Function.RSQRT) {
          return OptionalInt.of(out.add(node.name(), new OverRoot(), x, y));
        }
      }
    }
    return OptionalInt.empty();
  }

  /** (x·y)·c for x·(y·c), with a small c, if y·c has fewer elements than x. */
  private static OptionalInt smallFactorLast(Node node, List<Integer> in, Emitter out) {
    for (int i = 0; i < 2; i++) {
      int x = in.get(1 - i);
      Node factor = out.node(in.get(i));
      boolean scales = factor.op() instanceof Op.Product(Bilinear.Mul _, _) && !isKnown(out.node(x))
          && factor.type().shape().size() < node.type().shape().size();
      for (int j = 0; scales && j < 2; j++) {
        int small = factor.inputs().get(j);
        int y = factor.inputs().get(1 - j);
        if (isSmall(out.node(small)) && !isKnown(out.node(y))) {
          return OptionalInt.of(out.add(node.name(), node.op(), out.add(node.name(), node.op(), x, y), small));
        }
      }
    }
    return OptionalInt.empty();
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
