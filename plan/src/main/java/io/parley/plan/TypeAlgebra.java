package io.parley.plan;

import io.parley.crypto.Shape;
import java.util.List;

/** Formulas on types alone. */
final class TypeAlgebra implements Algebra<TensorType> {
  private final Level level;
  private final String node;
  private final int fractionBits;
  private int written;

  TypeAlgebra(Level level, String node, List<TensorType> operands) {
    this.level = level;
    this.node = node;
    this.fractionBits = Algebra.fractionBits(operands);
  }

  @Override
  public TensorType apply(Op op, List<TensorType> operands) {
    if (++written > Effort.mostNodes()) {
      throw PlanBuilder.tooLarge(node);
    }
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

  @Override
  public int fractionBits() {
    return fractionBits;
  }
}
