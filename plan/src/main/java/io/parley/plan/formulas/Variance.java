package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Interval;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.Words;
import io.parley.plan.lowering.functions.Spread;
import java.util.List;

/** The mean of the squared distances to the mean: with a correction of 1 for samples, of 0 for all there is. */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape without the axes, or, if keep, with length 1 for each",
    meaning = "Σ(x − mean)²/(n − correction) over the n elements along the axes",
    edges = "numbers count up to 2^min(20, 36 − f), and √Σ(x − mean)² up to 2^(42 − f); the variance has to stay below 2^(62 − 2f); n ≤ correction is refused",
    error = "3 units, or 2^−(f − 2) of the result if that is more (2^−20 for f > 22)")
public record Variance(List<Integer> axes, int correction, boolean keep) implements Op.Scaled {
  @Override
  public TensorType type(Operands in) {
    return Normed.spread(in.reals(1), axes, correction, keep);
  }

  @Override
  public int lower(Words w, List<Integer> in, int f) {
    return Spread.meanSquare(w, in.getFirst(), axes, true, Normed.divisor(w.shape(in.getFirst()), axes, correction),
        keep,
        f);
  }

  @Override
  public Interval bounds(List<Interval> in) {
    Interval x = in.getFirst();
    double width = x.high() - x.low();
    return new Interval(0, width * width, 4 * x.error() * (width + x.error()));
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.reduce(reals, in.getFirst(), axes, keep, xs -> Reals.spread(xs) / (xs.length - correction));
  }
}
