package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;
import java.util.Optional;

/**
 * Attention of several heads at a time, each on its part of the last axis: N×L×(heads·D), N×S×(heads·D), N×S×(heads·E).
 *
 * @param mask public, of a shape that broadcasts to N×heads×L×S; below −4096 counts as −∞
 */
@Reference(group = Reference.Group.LAYERS,
    operands = "q: numbers with fraction bits, N×L×(heads·D); k: N×S×(heads·D); v: N×S×(heads·E)",
    result = "numbers, N×L×(heads·E)",
    meaning = "maskedDotProductAttention of each head by itself, with scale 1/√D and a mask that broadcasts to "
        + "N×heads×L×S",
    edges = "heads have to divide the last axes",
    error = "20 units for |q|, |k| ≤ 2 and |v| ≤ 3; see docs/functions.md")
public record MaskedMultiHeadAttention(int heads, Values mask) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(3).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return Attention.attendByHeads(a, in, heads, Optional.of(mask));
  }
}
