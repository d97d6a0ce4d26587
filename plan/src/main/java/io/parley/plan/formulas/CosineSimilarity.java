package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** Σx·y/√(Σx²·Σy²). */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x, y: numbers with fraction bits, which broadcast, but not along the axes",
    result = "numbers of the shape that both broadcast to without the axes, or, if keep, with length 1 for each",
    meaning = "Σx·y/√(Σx²·Σy²) along the axes",
    edges = "0 where x or y is; numbers count up to 2^min(20, 36 − f), and √Σx² up to 2^(52 − f)",
    error = "8 units")
public record CosineSimilarity(List<Integer> axes, boolean keep) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.reals(2).axes(axes);
    in.require(in.shape(0).rank() == in.shape(1).rank(), "both need the same number of axes");
    axes.forEach(axis -> in.require(in.shape(0).dim(axis) == in.shape(1).dim(axis),
        "both need the same length along axis " + axis));
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V y = in.get(1);
    V directions = a.mul(Normalisations.overRootMeanSquare(a, x, axes, 0),
        Normalisations.overRootMeanSquare(a, y, axes, 0));
    return a.mul(a.sum(directions, axes, keep), 1.0 / Reductions.count(a, x, axes));
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    Values x = in.get(0);
    Values y = in.get(1);
    Values squares = reals.mul(Reductions.sumSquare(reals, x, axes, keep),
        Reductions.sumSquare(reals, y, axes, keep));
    return Reals.zip(reals, reals.sum(reals.mul(x, y), axes, keep), squares,
        (sum, of) -> of == 0 ? 0 : sum / Math.sqrt(of));
  }
}
