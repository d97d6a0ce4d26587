package io.parley.plan.catalogue;

import io.parley.crypto.Shape;
import io.parley.plan.Op;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.formulas.Algebra;
import java.util.List;

/** Formulas on the nodes of a plan. */
record PlanAlgebra(PlanBuilder builder, int fractionBits) implements Algebra<Integer> {
  @Override
  public Integer apply(Op op, List<Integer> operands) {
    return builder.add("op", op, operands);
  }

  @Override
  public Integer constant(Values values) {
    return builder.constant("constant", values, TensorType.publicly(values.shape(), fractionBits));
  }

  @Override
  public Shape shape(Integer x) {
    return builder.type(x).shape();
  }
}
