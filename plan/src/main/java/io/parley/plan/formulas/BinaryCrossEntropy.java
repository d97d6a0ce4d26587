package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** Of probabilities: two logarithms at a time, then two products. */
@Reference(group = Reference.Group.LOSSES,
    operands = "x, target: numbers with fraction bits, of equal shapes",
    result = "one number; if reduction is none, numbers of x's shape",
    meaning = "−target·ln x − (1 − target)·ln(1 − x), its mean or sum over all elements, or each",
    edges = "x is in [2^−f, 1 − 2^−f], beyond which the logarithm stays at its end; 0·ln 0 is 0; sigmoidCrossEntropy is nearer to the truth and cheaper where x is a sigmoid; of no elements there is no mean",
    error = "6 units for x in [0.1, 0.9] and target in [0, 1]")
public record BinaryCrossEntropy(Reduction reduction) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return Losses.elementwise(in, reduction);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V target = in.get(1);
    V hit = a.mul(target, a.apply(Function.LOG, x));
    V miss = a.mul(a.sub(1, target), a.apply(Function.LOG, a.sub(1, x)));
    return Losses.reduced(a, a.negate(a.add(hit, miss)), reduction);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Losses.reduced(reals, Reals.zip(reals, in, (x, target) -> -log(target, x) - log(1 - target, 1 - x)),
        reduction);
  }

  private static double log(double share, double of) {
    return share == 0 ? 0 : share * Math.log(of);
  }
}
