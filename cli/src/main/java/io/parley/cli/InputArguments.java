package io.parley.cli;

import io.parley.cli.data.DataArray;
import io.parley.onnx.OnnxModel.DataInput;
import io.parley.onnx.OnnxModel.Dimension;
import io.parley.plan.BadRequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds and reads what --input names: NAME=FILE, FILE of the only input, NAME=FILE.npz:ARRAY, or FILE.npz with an array
 * for each input.
 */
final class InputArguments {
  private static final String ARRAY_OF = ".npz:";

  private final Model model;
  private final Map<String, DataArray> arrays = new LinkedHashMap<>();
  private final Map<Path, Map<String, DataArray>> archives = new HashMap<>();

  private InputArguments(Model model) {
    this.model = model;
  }

  /**
   * An array for each input of a model, by its name.
   *
   * @throws BadRequestException if an input is unknown, missing or given twice, or a file cannot be read
   */
  static Map<String, DataArray> read(Model model, List<String> arguments) {
    InputArguments read = new InputArguments(model);
    arguments.forEach(read::add);
    List<String> missing = model.inputs().stream().filter(i -> !read.arrays.containsKey(i.name()))
        .map(InputArguments::describe).toList();
    if (!missing.isEmpty()) {
      throw new BadRequestException(model.name() + " also needs " + String.join(" and ", missing)
          + ". Name a file for each: NAME=FILE");
    }
    return read.arrays;
  }

  /** "'x' [batch, 3]", and what its elements are if not real numbers. */
  static String describe(DataInput input) {
    String kind = switch (input.element()) {
      case REAL -> "";
      case INTEGER -> " of integers";
      case BOOL -> " of booleans";
    };
    return "'" + input.name() + "' " + shape(input) + kind;
  }

  /** As the file has it: open dimensions by their names. */
  static String shape(DataInput input) {
    return input.dims().stream().map(d -> switch (d) {
      case Dimension.Fixed(int size) -> String.valueOf(size);
      case Dimension.Open(String name) -> name;
    }).collect(Collectors.joining(", ", "[", "]"));
  }

  private String inputs() {
    return model.inputs().isEmpty()
        ? model.name() + " takes no inputs"
        : "The inputs of " + model.name() + " are "
            + model.inputs().stream().map(InputArguments::describe).collect(Collectors.joining(" and "));
  }

  private void add(String argument) {
    Optional<String> known = model.inputs().stream().map(DataInput::name).filter(n -> argument.startsWith(n + "="))
        .findFirst();
    int equals = argument.indexOf('=');
    if (known.isPresent()) {
      put(known.get(), file(argument.substring(known.get().length() + 1)));
    } else if (equals > 0 && Files.notExists(Path.of(argument))) {
      throw new BadRequestException("There is a file for '" + argument.substring(0, equals) + "', which is no input. "
          + inputs());
    } else if (isArchive(argument)) {
      archive(Path.of(argument)).forEach(this::put);
    } else if (model.inputs().size() == 1) {
      put(model.inputs().getFirst().name(), file(argument));
    } else {
      throw new BadRequestException(
          argument + " does not say which input it is for. Write NAME=" + argument
              + ". " + inputs());
    }
  }

  private void put(String name, DataArray array) {
    if (model.inputs().stream().noneMatch(i -> i.name().equals(name))) {
      throw new BadRequestException(array.source() + " is for no input. " + inputs()
          + ". Rename it, or name single arrays: NAME=FILE.npz:ARRAY");
    }
    DataArray before = arrays.putIfAbsent(name, array);
    if (before != null) {
      throw new BadRequestException("Input '" + name + "' is given twice, by " + before.source() + " and by "
          + array.source() + ". Keep one");
    }
  }

  private static boolean isArchive(String file) {
    return !file.contains(ARRAY_OF) && DataArray.isArchive(Path.of(file));
  }

  private DataArray file(String file) {
    int colon = file.lastIndexOf(ARRAY_OF);
    if (colon >= 0) {
      Path path = Path.of(file.substring(0, colon + ARRAY_OF.length() - 1));
      return array(path, file.substring(colon + ARRAY_OF.length()));
    }
    return isArchive(file) ? onlyArray(Path.of(file)) : DataArray.read(Path.of(file));
  }

  private DataArray array(Path path, String name) {
    DataArray array = archive(path).get(name);
    if (array == null) {
      throw new BadRequestException(path + " has no array '" + name + "'. It has " + names(path));
    }
    return array;
  }

  private DataArray onlyArray(Path path) {
    if (archive(path).size() != 1) {
      throw new BadRequestException(path + " has " + archive(path).size() + " arrays: " + names(path)
          + ". Say which: NAME=" + path + ":ARRAY");
    }
    return archive(path).values().iterator().next();
  }

  private String names(Path path) {
    return archive(path).keySet().stream().map(n -> "'" + n + "'").collect(Collectors.joining(", "));
  }

  private Map<String, DataArray> archive(Path path) {
    return archives.computeIfAbsent(path, DataArray::readAll);
  }
}
