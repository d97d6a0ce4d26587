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

/** ⌊x/y⌋. */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x, y: numbers with equal fraction bits, or integers, which broadcast",
    result = "numbers or integers of the shape that both broadcast to",
    meaning = "⌊x/y⌋",
    edges = "0 where y is 0; |x/y| has to stay below 2^(62 − 2f); integers below 2^60",
    error = "exact")
public record FloorDiv() implements Op.Scaled {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(2).number(in.broadcast());
  }

  @Override
  public int lower(Words w, List<Integer> in, int f) {
    return WholeDivision.quotient(w, in.get(0), in.get(1), f);
  }

  @Override
  public Interval bounds(List<Interval> in) {
    Interval exact = Quotients.bounds(in.get(0), in.get(1), y -> y);
    return new Interval(Math.floor(exact.low()), Math.ceil(exact.high()), exact.error() + 1);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.zip(reals, in, (x, y) -> y == 0 ? 0 : Math.floor(x / y));
  }
}
