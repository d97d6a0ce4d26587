package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** Sums of products by Einstein's convention, such as "bij,bjk->bik"; without an arrow the letters that stand once. */
@Reference(group = Reference.Group.LINEAR_ALGEBRA,
    operands = "any number of operands: numbers of equal fraction bits, with an axis for each letter of their term",
    result = "numbers, with an axis for each letter behind the arrow",
    meaning = "the sum of products by Einstein's convention, such as \"bij,bjk->bik\"",
    edges = "a letter that stands twice in a term is its diagonal; '...' stands for any axes, of equal lengths in "
        + "all terms; without an arrow the letters that stand once, in alphabetical order",
    error = "1 unit for each product behind the first operand, times the factors that follow; sums stay below 2^(62 "
        + "− 2f)")
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
