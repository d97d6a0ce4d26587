package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** Σx·y/√(Σx²·Σy²): three products and two functions at a time, then two products. */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x, y: numbers with fraction bits, which broadcast, but not along the axes",
    result = "numbers of the shape that both broadcast to without the axes, or, if keep, with length 1 for each",
    meaning = "Σx·y/√(Σx²·Σy²) along the axes",
    edges = "for Σx² and Σy² of at least 2^−f; sums have to stay below 2^(62 − 2f)",
    error = "60 units for Σx² and Σy² in [2, 72]")
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
    V lengths = a.mul(a.apply(Function.RSQRT, Reductions.sumSquare(a, x, axes, keep)),
        a.apply(Function.RSQRT, Reductions.sumSquare(a, y, axes, keep)));
    return a.mul(a.sum(a.mul(x, y), axes, keep), lengths);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    Values x = in.get(0);
    Values y = in.get(1);
    Values squares = reals.mul(Reductions.sumSquare(reals, x, axes, keep),
        Reductions.sumSquare(reals, y, axes, keep));
    return Reals.zip(reals, reals.sum(reals.mul(x, y), axes, keep), squares, (sum, of) -> sum / Math.sqrt(of));
  }
}
