package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** The transpose of {@link Conv1d}: N×C×L with C×(O/groups)×K kernels. */
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
