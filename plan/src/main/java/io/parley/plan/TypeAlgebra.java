package io.parley.plan;

import io.parley.crypto.Shape;
import java.util.List;

/** Formulas on types alone. */
record TypeAlgebra(Level level, String node, int fractionBits) implements Algebra<TensorType> {
  TypeAlgebra(Level level, String node, List<TensorType> operands) {
    this(level, node, Algebra.fractionBits(operands));
  }

  @Override
  public TensorType apply(Op op, List<TensorType> operands) {
    return Types.infer(level, node, op, operands);
  }

  @Override
  public TensorType constant(Values values) {
    TensorType type = TensorType.publicly(values.shape(), fractionBits);
    Types.checkConstant(level, node, values, type);
    return type;
  }

  @Override
  public Shape shape(TensorType x) {
    return x.shape();
  }
}
