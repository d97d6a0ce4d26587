package io.parley.plan.language;

import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** An op with attributes, on operands that it takes. */
public record OpSample(Op op, List<SampleOperand> operands) {
  public static final String OUTPUT = "y";

  /** The op of that name with the attributes' values, in their order. */
  static OpSample of(String name, List<?> attributes, SampleOperand... operands) {
    return new OpSample(Vocabulary.named(name).orElseThrow().make(attributes), List.of(operands));
  }

  public String name() {
    return Vocabulary.schema(op).name();
  }

  /** The op between secret inputs x0, x1, … and the output y. */
  public Plan plan() {
    return plan(type -> type);
  }

  /** As {@link #plan()}, with other types of its inputs. */
  Plan plan(UnaryOperator<TensorType> types) {
    return plan(op, types);
  }

  Plan plan(Op instead, UnaryOperator<TensorType> types) {
    boolean surface = Vocabulary.schema(op).levels().contains(Level.SURFACE);
    PlanBuilder builder = PlanBuilder.create(name(), surface ? Level.SURFACE : Level.LOWERED);
    List<Integer> inputs = new ArrayList<>();
    for (SampleOperand operand : operands) {
      String input = "x" + inputs.size();
      inputs.add(builder.input(instead instanceof Op.Input i ? i : new Op.Input(input, Plan.CLIENT),
          types.apply(operand.type())));
    }
    int node = switch (instead) {
      case Op.Input _ -> inputs.getFirst();
      case Op.Constant c ->
        builder.constant(OUTPUT, c.values(), TensorType.publicly(c.values().shape(), SampleOperand.FRACTION_BITS));
      case Op.Primitive _,Op.Composite _ -> builder.add(OUTPUT, instead, inputs);
    };
    builder.output(OUTPUT, node, Plan.CLIENT);
    return builder.build();
  }

  /** Values of the plan's inputs, from the op's domain; the same each time. */
  public Map<String, Values> inputs() {
    return inputs(new Random(1));
  }

  Map<String, Values> inputs(Random random) {
    Map<String, Values> inputs = new LinkedHashMap<>();
    operands.forEach(operand -> inputs.put("x" + inputs.size(), operand.values(random)));
    return inputs;
  }

  /** Of all magnitudes alike. */
  Map<String, Values> spread(Random random) {
    Map<String, Values> inputs = new LinkedHashMap<>();
    operands.forEach(operand -> inputs.put("x" + inputs.size(), operand.spread(random)));
    return inputs;
  }

  /** With operands spread as far as that. */
  OpSample upTo(double end) {
    return new OpSample(op, operands.stream().map(operand -> operand.upTo(end)).toList());
  }

  @Override
  public String toString() {
    return name() + Vocabulary.values(op) + " of "
        + operands.stream().map(operand -> operand.type().toString()).toList();
  }
}
