package io.parley.nd4j.catalogue;

import io.parley.plan.Algebra;
import io.parley.plan.Level;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.formulas.PlanAlgebra;
import java.util.ArrayList;
import java.util.List;

/**
 * How an op is computed, on a sample call: the plan of the call tells what it costs, and tests compare it with what ND4J
 * computes from the same arguments.
 *
 * @param name of the formula, function or op
 * @param shape of the result, in words
 * @param arguments of ND4J's method: {@link Operand}s, lists of them, and parameters
 * @param formula on any arguments that ND4J's method takes
 * @param tolerance of the result, relative above 1, beside the resolution of fixed point
 */
public record Recipe(String name, String shape, List<Object> arguments, Formula formula, double tolerance) {
  /** Half of the digits of fixed point with 16 fraction bits. */
  static final double USUAL_TOLERANCE = 1.0 / 512;

  /** The results of an op. */
  public interface Formula {
    List<Integer> of(Algebra<Integer> algebra, Arguments arguments);
  }

  public Recipe {
    arguments = List.copyOf(arguments);
  }

  /** The tensors among the arguments. */
  public List<Operand> operands() {
    List<Operand> operands = new ArrayList<>();
    for (Object argument : arguments) {
      switch (argument) {
        case Operand operand -> operands.add(operand);
        case List<?> many -> many.forEach(operand -> operands.add((Operand) operand));
        default -> {
        }
      }
    }
    return operands;
  }

  /** The arguments that are no tensors. */
  List<Object> parameters() {
    return arguments.stream().filter(a -> !(a instanceof Operand || a instanceof List)).toList();
  }

  /** The same on other arguments. */
  Recipe on(List<Object> others) {
    return new Recipe(name, shape, others, formula, tolerance);
  }

  /** Whether the formula asks for every argument that is no tensor. */
  boolean heedsAll(int elements, int fractionBits) {
    PlanBuilder builder = PlanBuilder.create(name, Level.SURFACE);
    Arguments all = arguments(builder, elements, fractionBits);
    formula.of(new PlanAlgebra(builder, fractionBits), all);
    return all.allHeeded();
  }

  private Arguments arguments(PlanBuilder builder, int elements, int fractionBits) {
    List<Integer> in = new ArrayList<>();
    for (Operand operand : operands()) {
      in.add(builder.input("x" + in.size(), Plan.CLIENT, operand.type(elements, fractionBits)));
    }
    return new Arguments(new PlanAlgebra(builder, fractionBits), in, parameters());
  }

  /** The surface plan of the call, with inputs {@code x0}, {@code x1}, … and outputs {@code y0}, {@code y1}, …. */
  public Plan plan(int elements, int fractionBits) {
    PlanBuilder builder = PlanBuilder.create(name, Level.SURFACE);
    List<Integer> out = formula.of(new PlanAlgebra(builder, fractionBits), arguments(builder, elements, fractionBits));
    for (int i = 0; i < out.size(); i++) {
      builder.output("y" + i, out.get(i), Plan.CLIENT);
    }
    return builder.build();
  }
}
