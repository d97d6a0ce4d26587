package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;
import java.util.Optional;

/**
 * Attention of several heads at a time, each on its part of the last axis: N×L×(heads·D), N×S×(heads·D), N×S×(heads·E).
 *
 * @param mask public, of a shape that broadcasts to N×heads×L×S; below −4096 counts as −∞
 */
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
