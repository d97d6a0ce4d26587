package io.parley.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The supported ONNX ops, by type. */
final class Operators {
  /** Builds a node. */
  interface Operator {
    /** The node's outputs; those left out at the end are not supported. */
    List<GraphValue> outputs(GraphBinder graph, OnnxNode node);
  }

  /** Builds the first output, which is the only one that is supported. */
  interface Single extends Operator {
    GraphValue output(GraphBinder graph, OnnxNode node);

    @Override
    default List<GraphValue> outputs(GraphBinder graph, OnnxNode node) {
      return List.of(output(graph, node));
    }
  }

  private static final Map<String, Operator> ALL = new HashMap<>();

  static {
    ALL.putAll(ArithmeticOperators.ALL);
    ALL.putAll(FunctionOperators.ALL);
    ALL.putAll(LogicOperators.ALL);
    ALL.putAll(ReductionOperators.ALL);
    ALL.putAll(MatrixOperators.ALL);
    ALL.putAll(WindowOperators.ALL);
    ALL.putAll(RecurrentOperators.ALL);
    ALL.putAll(NormalisationOperators.ALL);
    ALL.putAll(LossOperators.ALL);
    ALL.putAll(RankingOperators.ALL);
    ALL.putAll(ShapeOperators.ALL);
    ALL.putAll(SelectionOperators.ALL);
    ALL.putAll(ImageOperators.ALL);
    ALL.putAll(ConstantOperators.ALL);
    ALL.putAll(ControlOperators.ALL);
    ALL.putAll(AttentionOperators.ALL);
    ALL.putAll(QuantisedOperators.ALL);
    ALL.putAll(SignalOperators.ALL);
  }

  /** Those whose first output has the type of the first operand, and may be of integers. */
  private static final Set<String> KEEPING_TYPE = Set.of("Abs", "Add", "Clip", "CumProd", "CumSum", "Div", "Einsum",
      "Gemm",
      "MatMul",
      "Max", "MaxPool", "Min", "Mod", "Mul", "Neg", "Pad", "ReduceL1", "ReduceMax", "ReduceMin", "ReduceProd",
      "ReduceSum",
      "ReduceSumSquare", "Relu", "Sign", "Sub", "Sum", "TopK", "Trilu");

  private Operators() {}

  static boolean keepsType(String type) {
    return KEEPING_TYPE.contains(type);
  }

  /** All types. */
  static Set<String> types() {
    return Set.copyOf(ALL.keySet());
  }

  static Optional<Operator> find(String type) {
    return Optional.ofNullable(ALL.get(type));
  }
}
