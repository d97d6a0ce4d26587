package io.parley.nd4j.samediff;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Imported;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Types;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Formulas on what a graph's variables stand for: what the graph alone determines is computed, the rest are nodes. */
final class SdAlgebra implements Algebra<SdValue> {
  private final PlanBuilder builder;
  private final int fractionBits;
  private final WeightVisibility visibility;
  private final Map<SdValue.Known, Integer> placed = new HashMap<>();
  private final Map<String, Values> weights = new LinkedHashMap<>();
  private String current = "";

  SdAlgebra(PlanBuilder builder, int fractionBits, WeightVisibility visibility) {
    this.builder = builder;
    this.fractionBits = fractionBits;
    this.visibility = visibility;
  }

  /** Names the nodes that follow. */
  void enter(String op) {
    current = op;
  }

  /** The weights that their owner has to bring. */
  Map<String, Values> weights() {
    return weights;
  }

  SdValue input(String name, Shape shape) {
    return new SdValue.Live(builder.input(name, Plan.CLIENT, TensorType.secret(shape, fractionBits)), shape);
  }

  @Override
  public SdValue apply(Op op, List<SdValue> operands) {
    List<SdValue.Known> known = operands.stream().filter(SdValue.Known.class::isInstance)
        .map(SdValue.Known.class::cast).toList();
    if (known.size() < operands.size()) {
      int node = builder.add(current, op, operands.stream().map(this::node).toList());
      return new SdValue.Live(node, builder.type(node).shape());
    }
    if (!(op instanceof Op.And || op instanceof Op.Xor || op instanceof Op.Not || op instanceof Op.BitToRing
        || op instanceof Op.Mask || op instanceof Op.Select)) {
      Types.infer(Level.SURFACE, current, op,
          known.stream().map(k -> TensorType.publicly(k.shape(), fractionBits)).toList());
    }
    return new SdValue.Known(current,
        PlaintextInterpreter.evaluate(op, known.stream().map(SdValue.Known::values).toList()),
        known.stream().anyMatch(SdValue.Known::weight));
  }

  @Override
  public SdValue constant(Values values) {
    return new SdValue.Known(current, values, false);
  }

  @Override
  public Shape shape(SdValue x) {
    return x.shape();
  }

  @Override
  public int fractionBits() {
    return fractionBits;
  }

  int node(SdValue value) {
    return switch (value) {
      case SdValue.Live live -> live.node();
      case SdValue.Known known -> placed.computeIfAbsent(known, this::place);
    };
  }

  private int place(SdValue.Known known) {
    if (!known.weight() || visibility == WeightVisibility.PUBLIC) {
      return builder.constant(known.name(), known.values(), TensorType.publicly(known.shape(), fractionBits));
    }
    String name = known.name();
    for (int i = 2; weights.containsKey(name); i++) {
      name = known.name() + "#" + i;
    }
    weights.put(name, known.values());
    return builder.input(new Op.Input(name, Plan.CLIENT, Imported.bounds(known.values())),
        TensorType.secret(known.shape(), fractionBits));
  }
}
