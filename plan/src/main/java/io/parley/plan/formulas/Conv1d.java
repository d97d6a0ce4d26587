package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** N×C×L with O×(C/groups)×K kernels. */
@Reference(group = Reference.Group.WINDOWS,
    operands = "x: numbers, N×C×L; kernels: numbers, O×(C/groups)×K",
    result = "numbers, N×O×L', with L' = ⌊(L + padding − dilation·(K − 1) − 1)/stride⌋ + 1",
    meaning = "the convolution of each row with each kernel, which is not turned; zeros are the padding",
    error = "1 unit; sums stay below 2^(62 − 2f); see docs/functions.md")
public record Conv1d(AxisWindow window, int groups) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(2).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V kernels = in.get(1);
    Convolutions.requireRank(a.shape(x), 3, "conv1d");
    Convolutions.requireRank(a.shape(kernels), 3, "conv1d");
    return Convolutions.withoutRow(a,
        a.conv2d(Convolutions.withRow(a, x), Convolutions.withRow(a, kernels), window.asRow(groups)));
  }
}
