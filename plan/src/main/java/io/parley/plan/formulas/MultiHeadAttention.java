package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;
import java.util.Optional;

/** Attention of several heads at a time, each on its part of the last axis: N×L×(heads·D), N×S×(heads·D), N×S×(heads·E). */
@Reference(group = Reference.Group.LAYERS,
    operands = "q: numbers with fraction bits, N×L×(heads·D); k: N×S×(heads·D); v: N×S×(heads·E)",
    result = "numbers, N×L×(heads·E)",
    meaning = "dotProductAttention of each head by itself, with scale 1/√D",
    edges = "heads have to divide the last axes",
    error = "20 units for |q|, |k| ≤ 2 and |v| ≤ 3; see docs/functions.md")
public record MultiHeadAttention(int heads) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(3).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return Attention.attendByHeads(a, in, heads, Optional.empty());
  }
}
