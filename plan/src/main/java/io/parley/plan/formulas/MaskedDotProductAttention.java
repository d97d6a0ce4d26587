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
 * softmax(q·kᵀ·scale + mask)·v for queries …×L×D, keys …×S×D and values …×S×E.
 *
 * @param mask public, of a shape that broadcasts to …×L×S; below −4096 counts as −∞
 */
@Reference(group = Reference.Group.LAYERS,
    operands = "q: numbers with fraction bits, …×L×D; k: …×S×D; v: …×S×E; leading axes broadcast",
    result = "numbers, …×L×E",
    meaning = "softmax(q·kᵀ·scale + mask)·v, with softmax along S",
    edges = "the mask is public and broadcasts to the scores; what it has below −4096 counts as −4096, which leaves "
        + "a weight of 0 unless all of a row is masked",
    error = "20 units for |q|, |k| ≤ 2 and |v| ≤ 3; see docs/functions.md")
public record MaskedDotProductAttention(double scale, Values mask) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(3).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return Attention.attend(a, in, scale, Optional.of(mask));
  }
}
