package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** What division by public m towards zero leaves over, which has x's sign. */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of the shape that x and m broadcast to",
    meaning = "what dividing x by a public m towards 0 leaves over, with the sign of x",
    edges = "m = 0 is refused; m's sign does not count",
    error = "exact")
public record Rem(Values m) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return Division.fmod(a, in.getFirst(), Division.divisor(a, m));
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.zip(reals, in.getFirst(), m, (x, divisor) -> x % divisor);
  }
}
