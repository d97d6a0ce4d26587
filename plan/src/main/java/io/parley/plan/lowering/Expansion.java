package io.parley.plan.lowering;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Effort;
import io.parley.plan.Level;
import io.parley.plan.MatrixProducts;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * A surface plan whose formulas gave way to the ops that explain them, down to those that nothing else explains.
 *
 * @param results the node that holds the value of each node of the plan it was made of
 * @param sources the node of that plan that each node was first written for
 */
public record Expansion(Plan plan, List<Integer> results, List<Integer> sources) {
  public Expansion {
    results = List.copyOf(results);
    sources = List.copyOf(sources);
  }

  public static Expansion of(Plan surface) {
    List<Integer> results = new ArrayList<>();
    List<Integer> sources = new ArrayList<>();
    Plan plan = Emitter.rewrite(surface, Level.SURFACE, (node, in, out) -> {
      int result = Writer.isExplained(out, node.op(), in)
          ? Writer.expand(out, node.name(), node.op(), in)
          : out.copy(node, in);
      results.add(result);
      while (sources.size() < out.size()) {
        sources.add(node.id());
      }
      return result;
    });
    return new Expansion(plan, results, sources);
  }

  /** Writes what stands for a node, under its name. */
  private record Writer(Emitter out, String name, int fractionBits) implements Algebra<Integer> {
    /** Whether other ops explain it. */
    static boolean isExplained(Emitter out, Op op, List<Integer> in) {
      return switch (op) {
        case Op.Formula _ -> true;
        case Op.Product(Bilinear.MatMul _, _) ->
          !MatrixProducts.isPlain(out.type(in.get(0)).shape(), out.type(in.get(1)).shape());
        case Op.Primitive _,Op.Composite _ -> false;
      };
    }

    static int expand(Emitter out, String name, Op op, List<Integer> in) {
      int bits = Algebra.fractionBits(in.stream().map(out::type).toList());
      Writer writer = new Writer(out, name, bits);
      return op instanceof Op.Formula formula
          ? formula.expand(writer, in)
          : MatrixProducts.expand(writer, in.get(0), in.get(1));
    }

    @Override
    public Integer apply(Op op, List<Integer> operands) {
      return isExplained(out, op, operands) ? expand(out, name, op, operands) : out.add(name, op, operands);
    }

    @Override
    public Integer constant(Values values) {
      Effort.constant(values.shape().size());
      return out.constant(name, values, TensorType.publicly(values.shape(), fractionBits));
    }

    @Override
    public Shape shape(Integer x) {
      return out.type(x).shape();
    }
  }
}
