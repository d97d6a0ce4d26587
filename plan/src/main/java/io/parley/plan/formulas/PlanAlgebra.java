package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.OpText;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Formulas on the nodes of a plan.
 *
 * @param fractionBits of all numbers
 * @param naming a node's name, of its op's
 */
public record PlanAlgebra(PlanBuilder builder, int fractionBits, UnaryOperator<String> naming)
    implements
      Algebra<Integer> {
  public PlanAlgebra(PlanBuilder builder, int fractionBits) {
    this(builder, fractionBits, op -> op);
  }

  @Override
  public Integer apply(Op op, List<Integer> operands) {
    return builder.add(naming.apply(OpText.name(op)), op, operands);
  }

  @Override
  public Integer constant(Values values) {
    return builder.constant(naming.apply("constant"), values, TensorType.publicly(values.shape(), fractionBits));
  }

  @Override
  public Shape shape(Integer x) {
    return builder.type(x).shape();
  }
}
