package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** x − m·⌊x/m⌋, which has m's sign, for public m that broadcast. */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of the shape that x and m broadcast to",
    meaning = "x − m·⌊x/m⌋ for public m, with the sign of m",
    edges = "m = 0 is refused; m counts as the nearest number of fixed point; else as of floorMod",
    error = "exact")
public record Mod(Values m) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return Division.floorMod(a, in.getFirst(), Division.divisor(a, m));
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.zip(reals, in.getFirst(), m, (x, divisor) -> x - divisor * Math.floor(x / divisor));
  }
}
