package io.parley.cli;

import io.parley.crypto.Shape;
import io.parley.onnx.OnnxModel.DataInput;
import io.parley.onnx.OnnxModel.Dimension;
import io.parley.onnx.Sizes;
import io.parley.plan.BadRequestException;
import io.parley.plan.Imported;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.WeightVisibility;
import io.parley.plan.text.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan in its text form, whose shapes and weights are its own. */
record WrittenPlan(Plan plan) implements Model {
  /** How its files' names end. */
  static final String EXTENSION = ".parley";

  /**
   * @throws BadRequestException if the file holds no plan of that level of the language that people write
   */
  static WrittenPlan read(Path file) {
    try {
      Plan plan = PlanText.parse(Files.readString(file));
      if (plan.isLowered()) {
        throw new BadRequestException("it is lowered; use the plan that it was lowered from");
      }
      return new WrittenPlan(plan);
    } catch (BadRequestException e) {
      throw new BadRequestException(file + " holds no plan that can be run: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BadRequestException("Cannot read " + file + ": " + e.getMessage() + ". Name a plan's text file", e);
    }
  }

  @Override
  public String name() {
    return plan.name();
  }

  @Override
  public List<DataInput> inputs() {
    return plan.inputs().stream().map(WrittenPlan::input).toList();
  }

  private static DataInput input(Node node) {
    List<Dimension> dims = Arrays.stream(node.type().shape().dims()).<Dimension>mapToObj(Dimension.Fixed::new).toList();
    return new DataInput(name(node), dims, OutputRows.element(node.type()));
  }

  private static String name(Node node) {
    return ((Op.Input) node.op()).name();
  }

  @Override
  public Optional<String> openBatch() {
    return Optional.empty();
  }

  @Override
  public Map<String, Shape> shapes(Sizes sizes) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    plan.inputs().forEach(node -> shapes.put(name(node), node.type().shape()));
    return shapes;
  }

  @Override
  public Imported bind(Sizes sizes, int fractionBits, WeightVisibility weights) {
    return new Imported(plan, Map.of(), new LinkedHashMap<>());
  }
}
