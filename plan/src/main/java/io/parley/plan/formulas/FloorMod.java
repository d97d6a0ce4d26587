package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Interval;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.Words;
import io.parley.plan.lowering.functions.WholeDivision;
import java.util.List;

/** x − y·⌊x/y⌋, between 0 and y. */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x, y: numbers with equal fraction bits, or integers, which broadcast",
    result = "numbers or integers of the shape that both broadcast to",
    meaning = "x − y·⌊x/y⌋, between 0 and y",
    edges = "0 where y is 0; |x/y| has to stay below 2^(62 − 2f); integers below 2^60",
    error = "exact")
public record FloorMod() implements Op.Scaled {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(2).number(in.broadcast());
  }

  @Override
  public int lower(Words w, List<Integer> in, int f) {
    return WholeDivision.rest(w, in.get(0), in.get(1), f);
  }

  @Override
  public Interval bounds(List<Interval> in) {
    Interval y = in.get(1);
    return new Interval(Math.min(y.low(), 0), Math.max(y.high(), 0), 2 * y.size());
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.zip(reals, in, (x, y) -> y == 0 ? 0 : x - y * Math.floor(x / y));
  }
}
