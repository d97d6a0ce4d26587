package io.parley.cli;

import io.parley.cli.data.DataArray;
import io.parley.onnx.Element;
import io.parley.plan.BadRequestException;
import io.parley.plan.Imported;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.precision.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What is known of the inputs before anything runs. */
final class PrecisionOptions {
  @Option(names = "--ranges", paramLabel = "LOW:HIGH", split = ",",
      description = "Tells how large the values get and how far fixed point may be off, instead of what a run costs: "
          + "for inputs between the two, or NAME=LOW:HIGH,… where a model has several.")
  private List<String> ranges = List.of();

  @Option(names = "--mock", paramLabel = "[NAME=]FILE",
      description = "The same for the first rows of data like the real one, and runs them in the clear, in floating and in "
          + "fixed point, to compare. Files as of 'parley run --input', or IDX; bytes count as 0 to 1.")
  private List<String> mock = List.of();

  /** Whether the user asks for precision rather than costs. */
  boolean areGiven() {
    return !ranges.isEmpty() || !mock.isEmpty();
  }

  /** The inputs that a user of the model brings. */
  private static List<Node> inputs(Imported model) {
    return model.surfacePlan().inputs().stream().filter(n -> !model.weights().containsKey(name(n))).toList();
  }

  private static String name(Node input) {
    return ((Op.Input) input.op()).name();
  }

  /**
   * What users brought for all inputs; empty if nothing.
   *
   * @param dimensions sizes of open dimensions; others are those of the data
   * @throws BadRequestException if a file does not fit
   */
  Optional<ModelData> mock(Model model, Map<String, Integer> dimensions) {
    if (mock.isEmpty()) {
      return Optional.empty();
    }
    Map<String, DataArray> arrays = new HashMap<>(InputArguments.read(model, mock));
    model.inputs().stream().filter(i -> i.element() == Element.REAL)
        .forEach(i -> arrays.computeIfPresent(i.name(), (_, array) -> array.scaled()));
    return Optional.of(new ModelData(model, arrays, dimensions));
  }

  /**
   * By the names of inputs.
   *
   * @throws BadRequestException if a range is none, or names no input
   */
  Map<String, Range> ranges(Imported model) {
    Map<String, Range> out = new HashMap<>();
    List<String> names = inputs(model).stream().map(PrecisionOptions::name).toList();
    for (String text : ranges) {
      int equals = text.lastIndexOf('=');
      Range range = range(text, text.substring(equals + 1));
      if (equals >= 0 && !names.contains(text.substring(0, equals))) {
        throw new BadRequestException("--ranges names '" + text.substring(0, equals) + "', but the inputs of "
            + model.surfacePlan().name() + " are " + String.join(", ", names));
      }
      (equals < 0 ? names.stream() : Stream.of(text.substring(0, equals))).forEach(name -> out.put(name, range));
    }
    return out;
  }

  private static Range range(String option, String text) {
    String[] ends = text.split(":", -1);
    try {
      if (ends.length == 2) {
        return new Range(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
      }
    } catch (IllegalArgumentException e) {
      // Said below, whatever is wrong with it.
    }
    throw new BadRequestException("--ranges has '" + option + "', which is no range. Write LOW:HIGH, such as 0:1");
  }
}
