package io.parley.plan.plaintext;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.PlanBuilder;
import io.parley.plan.Values;
import java.util.List;

/** Formulas on real numbers, which have more places than any fixed point. */
record RealAlgebra() implements Algebra<Values> {
  @Override
  public Values apply(Op op, List<Values> operands) {
    return RealOps.evaluate(op, operands);
  }

  @Override
  public Values constant(Values values) {
    return values;
  }

  @Override
  public Shape shape(Values x) {
    return x.shape();
  }

  @Override
  public int fractionBits() {
    return PlanBuilder.MAX_FRACTION_BITS;
  }
}
