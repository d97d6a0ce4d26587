package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/**
 * x/y: a reciprocal and three products, of which the last two remove what the reciprocal's rounding left: the error
 * is about 1 + |1/y| + |x·y|·2^−f units in the last place. For |y| ≥ 2^−10; nearer to 0 the quotient grows little.
 */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x, y: numbers with equal fraction bits above 0, which broadcast",
    result = "numbers of the shape that both broadcast to",
    meaning = "x/y",
    edges = "defined for |y| ≥ 2^−10; nearer to 0 the quotient grows little; x/0 is no error",
    error = "20 units for |x| ≤ 100 and y in [0.1, 10]; in general about 1 + |1/y| + |x·y|·2^−f; see "
        + "docs/functions.md")
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

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.zip(reals, in, (x, y) -> x / y);
  }
}
