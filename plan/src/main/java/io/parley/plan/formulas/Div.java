package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/**
 * x/y: a reciprocal and three products, of which the last two remove what the reciprocal's rounding left: the error
 * is about 1 + |1/y| + |x·y|·2^−f units in the last place. For |y| ≥ 2^−10; nearer to 0 the quotient grows little.
 */
public record Div() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(2).number(in.broadcast());
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V y = in.get(1);
    V inverse = a.apply(Function.RECIPROCAL, y);
    V quotient = a.mul(x, inverse);
    return a.add(quotient, a.mul(a.sub(x, a.mul(quotient, y)), inverse));
  }
}
