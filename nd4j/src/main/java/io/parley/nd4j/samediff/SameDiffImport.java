package io.parley.nd4j.samediff;

import io.parley.crypto.Shape;
import io.parley.nd4j.Nd4jArrays;
import io.parley.plan.BadRequestException;
import io.parley.plan.Imported;
import io.parley.plan.Level;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.WeightVisibility;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/**
 * The surface plans of SameDiff graphs. Placeholders are secret inputs of the client, constants are constants of the plan,
 * and trained variables are weights. Whatever is wrong with a graph is a {@link BadRequestException} of one line.
 */
public final class SameDiffImport {
  private final SameDiff graph;
  private final PlanBuilder builder;
  private final SdAlgebra algebra;
  private final Map<String, SdValue> values = new HashMap<>();

  private SameDiffImport(SameDiff graph, PlanBuilder builder, SdAlgebra algebra) {
    this.graph = graph;
    this.builder = builder;
    this.algebra = algebra;
  }

  /** Reveals what no op of the graph uses. */
  public static Imported of(SameDiff graph, int batch, int fractionBits, WeightVisibility visibility) {
    return of(graph, batch, fractionBits, visibility, results(graph));
  }

  /**
   * @param batch for placeholders whose first dimension is open
   * @param outputs the variables to reveal to the client
   */
  public static Imported of(SameDiff graph, int batch, int fractionBits, WeightVisibility visibility,
      List<String> outputs) {
    if (outputs.isEmpty()) {
      throw new BadRequestException("The graph has no outputs; name the variables to reveal");
    }
    Map<String, SameDiffOp> needed = needed(graph, outputs);
    refuseUnsupported(needed);
    PlanBuilder builder = PlanBuilder.create("samediff", Level.SURFACE);
    SdAlgebra algebra = new SdAlgebra(builder, fractionBits, visibility);
    SameDiffImport run = new SameDiffImport(graph, builder, algebra);
    run.sources(batch);
    needed.values().forEach(run::operate);
    for (String output : outputs) {
      algebra.enter(output);
      builder.output(output, algebra.node(run.value(output)), Plan.CLIENT);
    }
    return new Imported(run.builder.build(), algebra.weights(), new LinkedHashMap<>());
  }

  /** What ops make and none uses. */
  private static List<String> results(SameDiff graph) {
    Set<String> used = graph.getOps().values().stream().flatMap(op -> inputs(op).stream()).collect(Collectors.toSet());
    return graph.getOps().values().stream().flatMap(op -> op.getOutputsOfOp().stream())
        .filter(name -> !used.contains(name)).toList();
  }

  /** The ops that the outputs depend on, each after those that it depends on. */
  private static Map<String, SameDiffOp> needed(SameDiff graph, List<String> outputs) {
    Map<String, SameDiffOp> makers = new HashMap<>();
    graph.getOps().values().forEach(op -> op.getOutputsOfOp().forEach(name -> makers.put(name, op)));
    Map<String, SameDiffOp> sorted = new LinkedHashMap<>();
    outputs.forEach(name -> visit(name, makers, sorted));
    return sorted;
  }

  private static void visit(String name, Map<String, SameDiffOp> makers, Map<String, SameDiffOp> sorted) {
    SameDiffOp op = makers.get(name);
    if (op != null && !sorted.containsKey(op.getName())) {
      inputs(op).forEach(input -> visit(input, makers, sorted));
      sorted.put(op.getName(), op);
    }
  }

  private static List<String> inputs(SameDiffOp op) {
    List<String> inputs = op.getInputsToOp();
    return inputs == null ? List.of() : inputs;
  }

  private static void refuseUnsupported(Map<String, SameDiffOp> ops) {
    List<String> unsupported = ops.values().stream()
        .filter(op -> !SdOperators.ALL.containsKey(op.getOp().opName()))
        .map(op -> op.getOp().opName() + " ('" + op.getName() + "')").toList();
    if (!unsupported.isEmpty()) {
      throw new BadRequestException("The graph uses unsupported ops: " + String.join(", ", unsupported)
          + "; supported are " + new TreeSet<>(SdOperators.ALL.keySet()).stream().collect(Collectors.joining(", ")));
    }
  }

  private void sources(int batch) {
    for (SDVariable variable : graph.variables()) {
      String name = variable.name();
      if (variable.getVariableType() == VariableType.PLACEHOLDER) {
        values.put(name, algebra.input(name, shape(name, variable.getShape(), batch)));
      } else if (variable.getVariableType() != VariableType.ARRAY) {
        values.put(name, new SdValue.Known(name, Nd4jArrays.values(variable.getArr()),
            variable.getVariableType() == VariableType.VARIABLE));
      }
    }
  }

  private static Shape shape(String name, long @Nullable [] dims, int batch) {
    if (dims == null || Arrays.stream(dims).skip(1).anyMatch(d -> d < 0)) {
      throw new BadRequestException("Placeholder '" + name
          + "' has an open shape; give every dimension but the first when it is declared");
    }
    return Shape.of(Arrays.stream(dims).mapToInt(d -> d < 0 ? batch : Math.toIntExact(d)).toArray());
  }

  private SdValue value(String name) {
    SdValue value = values.get(name);
    if (value == null) {
      throw new BadRequestException("The graph has no variable '" + name + "'; it has "
          + graph.variables().stream().map(SDVariable::name).toList());
    }
    return value;
  }

  private void operate(SameDiffOp op) {
    algebra.enter(op.getName());
    List<SdValue> in = new ArrayList<>();
    inputs(op).forEach(name -> in.add(value(name)));
    SdNode node = new SdNode(op.getName(), op.getOp(), in);
    List<SdValue> results;
    try {
      results = Objects.requireNonNull(SdOperators.ALL.get(op.getOp().opName())).apply(algebra, node);
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      throw new BadRequestException("Op '" + op.getName() + "' (" + op.getOp().opName() + ") is malformed: "
          + e.getMessage() + "; change the graph", e);
    }
    List<String> names = op.getOutputsOfOp();
    for (int i = 0; i < Math.min(names.size(), results.size()); i++) {
      values.put(names.get(i), results.get(i));
    }
  }
}
