package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Interval;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.Words;
import io.parley.plan.lowering.functions.Division;
import java.util.List;

/** x/y. */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x, y: numbers with equal fraction bits above 0, which broadcast",
    result = "numbers of the shape that both broadcast to",
    meaning = "x/y",
    edges = "x/0 is 0; x and y have to stay below 2^(62 − 2f), x/y below 2^min(62 − 2f, 47 − f)",
    error = "3 units, or 2^−(f − 2) of x/y if that is more (2^−20 for f > 22)")
public record Div() implements Op.Scaled {
  @Override
  public TensorType type(Operands in) {
    return in.reals(2).number(in.broadcast());
  }

  @Override
  public int lower(Words w, List<Integer> in, int f) {
    return Division.of(w, in.get(0), in.get(1), f);
  }

  @Override
  public Interval bounds(List<Interval> in) {
    return Quotients.bounds(in.get(0), in.get(1), y -> y);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.zip(reals, in, (x, y) -> y == 0 ? 0 : x / y);
  }
}
