package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;
import java.util.Optional;

/** softmax(q·kᵀ·scale)·v for queries …×L×D, keys …×S×D and values …×S×E. */
@Reference(group = Reference.Group.LAYERS,
    operands = "q: numbers with fraction bits, …×L×D; k: …×S×D; v: …×S×E; leading axes broadcast",
    result = "numbers, …×L×E",
    meaning = "softmax(q·kᵀ·scale)·v, with softmax along S",
    edges = "weights below 2^−f are 0",
    error = "20 units for |q|, |k| ≤ 2 and |v| ≤ 3; see docs/functions.md")
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
