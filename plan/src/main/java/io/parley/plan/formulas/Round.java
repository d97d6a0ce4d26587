package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** The nearest whole number, the even one of two: two floors at a time, then one comparison and mask. */
@Reference(group = Reference.Group.FUNCTIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "the whole number nearest to x; of two, the even one",
    error = "exact; see docs/functions.md")
public record Round() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V up = a.add(x, 0.5);
    V whole = Elementwise.floor(a, up);
    V tie = a.isNegative(a.sub(a.sub(up, whole), Math.scalb(1.0, -a.fractionBits())));
    // At a tie whole is k or k + 1 for the even number k; an eighth keeps the halved sum away from whole numbers.
    V half = Elementwise.floor(a, a.add(a.mul(x, 0.5), 0.25 + 0.125));
    return a.sub(whole, a.mask(tie, a.sub(whole, a.mul(half, 2))));
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.map(in, x -> Math.rint(x) + 0.0);
  }
}
