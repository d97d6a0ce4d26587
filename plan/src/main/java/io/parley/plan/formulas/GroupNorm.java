package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** Each group of channels of each of N×C×… standardised by itself, times scale, plus bias: C numbers each. */
@Reference(group = Reference.Group.NORMALISATION,
    operands = "x: numbers with fraction bits, N×C×…; scale, bias: numbers, C",
    result = "numbers of x's shape",
    meaning = "each group of C/groups channels of each of N standardised by itself, times scale, plus bias, which "
        + "are of the channels",
    edges = "groups have to divide C; ε as for standardise",
    error = "40 units for |x| ≤ 4 and |scale| ≤ 2; see docs/functions.md")
public record GroupNorm(int groups, double epsilon) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(3).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V scale = in.get(1);
    V bias = in.get(2);
    Shape shape = a.shape(x);
    if (shape.rank() < 2 || groups < 1 || shape.dim(1) % groups != 0) {
      throw new BadRequestException("Cannot divide axis 1 of shape " + shape + " into " + groups
          + " groups; use a number of groups that divides the channels");
    }
    V grouped = a.reshape(x, shape.dim(0), groups, shape.size() / Math.max(1, shape.dim(0) * groups));
    V standard = a.reshape(Normalisations.standardise(a, grouped, List.of(2), epsilon), shape);
    return Normalisations.perChannel(a, standard, scale, bias);
  }
}
