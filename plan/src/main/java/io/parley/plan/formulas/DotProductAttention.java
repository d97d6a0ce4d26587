package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;
import java.util.Optional;

/** softmax(q·kᵀ·scale)·v for queries …×L×D, keys …×S×D and values …×S×E. */
public record DotProductAttention(double scale) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(3).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return Attention.attend(a, in, scale, Optional.empty());
  }
}
