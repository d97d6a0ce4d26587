package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/**
 * x/(bias + α/size·Σx²)^β, with the sum over the size channels around each of N×C×…: an exponential of a logarithm,
 * unless 2β is whole.
 */
@Reference(group = Reference.Group.NORMALISATION,
    operands = "x: numbers with fraction bits, N×C×…",
    result = "numbers of x's shape",
    meaning = "x/(bias + α/size·Σx²)^β, with the sum over the size channels around each: ⌊(size − 1)/2⌋ before it, "
        + "⌊size/2⌋ behind it",
    edges = "what is raised to β has to be above 0; beyond the channels there are zeros",
    error = "40 units for |x| ≤ 4 at β = ¾")
public record LocalResponseNorm(int size, double alpha, double beta, double bias) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.reals(1);
    in.require(in.shape(0).rank() >= 2, "it needs an N×C×… tensor");
    in.require(size >= 1, "it sums 1 channel at least, not " + size);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    int channels = a.shape(x).dim(1);
    // Beyond the channels there is nothing to add.
    int before = Math.min((size - 1) / 2, channels);
    int after = Math.min(size / 2, channels);
    V squares = a.pad(Elementwise.square(a, x), 1, before, after);
    V sum = a.slice(squares, 1, 0, channels);
    for (int i = 1; i <= before + after; i++) {
      sum = a.add(sum, a.slice(squares, 1, i, i + channels));
    }
    return a.mul(x, Elementwise.pow(a, a.add(a.mul(sum, alpha / size), bias), -beta));
  }
}
