package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** Sums of products by Einstein's convention, such as "bij,bjk->bik"; without an arrow the letters that stand once. */
public record Einsum(String equation) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return Contraction.of(a, equation, in);
  }

  public static <V> V of(Algebra<V> a, String equation, List<V> operands) {
    return a.apply(new Einsum(equation), operands);
  }
}
