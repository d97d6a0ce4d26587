package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** The transpose of {@link Conv1d}: N×C×L with C×(O/groups)×K kernels. */
@Reference(group = Reference.Group.WINDOWS,
    operands = "x: numbers, N×C×L; kernels: numbers, C×(O/groups)×K",
    result = "numbers, N×O×((L − 1)·stride − padding + dilation·(K − 1) + outputPadding + 1)",
    meaning = "the transpose of conv1d: each element adds a kernel times itself",
    edges = "a padding that leaves nothing is refused",
    error = "1 unit; sums stay below 2^(62 − 2f); see docs/functions.md")
public record ConvTranspose1d(AxisWindow window, int outputPadding, int groups) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(2).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V kernels = in.get(1);
    Convolutions.requireRank(a.shape(x), 3, "conv-transpose1d");
    Convolutions.requireRank(a.shape(kernels), 3, "conv-transpose1d");
    return Convolutions.withoutRow(a,
        Convolutions.transposed2d(a, Convolutions.withRow(a, x), Convolutions.withRow(a, kernels), window.asRow(groups),
            0, outputPadding));
  }
}
