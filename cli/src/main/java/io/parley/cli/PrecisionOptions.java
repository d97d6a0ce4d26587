package io.parley.cli;

import io.parley.cli.data.ArrayFile;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Imported;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Values;
import io.parley.plan.precision.Range;
import java.nio.file.Path;
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

  @Option(names = "--mock", paramLabel = "FILE",
      description = "The same for the first inputs in a file (NumPy or IDX; bytes count as 0 to 1), and runs them in "
          + "the clear, in floating and in fixed point, to compare.")
  private Optional<Path> mock = Optional.empty();

  /** Whether the user asks for precision rather than costs. */
  boolean areGiven() {
    return !ranges.isEmpty() || mock.isPresent();
  }

  /** The inputs that a user of the model brings. */
  private static List<Node> inputs(Imported model) {
    return model.surfacePlan().inputs().stream().filter(n -> !model.weights().containsKey(name(n))).toList();
  }

  private static String name(Node input) {
    return ((Op.Input) input.op()).name();
  }

  /**
   * The values of the mock file in the model's only input; none without such a file.
   *
   * @throws BadRequestException if the file does not fit
   */
  Map<String, Values> mockInputs(Imported model) {
    return mock.map(file -> mockInputs(model, file)).orElse(Map.of());
  }

  private static Map<String, Values> mockInputs(Imported model, Path file) {
    List<Node> inputs = inputs(model);
    if (inputs.size() != 1) {
      throw new BadRequestException("The model has " + inputs.size() + " inputs, but --mock serves one. Use --ranges");
    }
    Shape shape = inputs.getFirst().type().shape();
    try (ArrayFile array = ArrayFile.open(file)) {
      int items = shape.dim(0);
      if (array.count() < items || array.itemSize() * items != shape.size()) {
        throw new BadRequestException(file + " holds " + array.shape() + ", but " + model.surfacePlan().name()
            + " takes " + shape + ". Choose another file, or --batch");
      }
      boolean integers = inputs.getFirst().type().isInteger();
      return Map.of(name(inputs.getFirst()),
          Values.of(shape, integers ? array.next(items) : array.nextScaled(items)));
    }
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
