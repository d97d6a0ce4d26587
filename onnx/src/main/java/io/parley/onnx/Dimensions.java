package io.parley.onnx;

import io.parley.crypto.Shape;
import io.parley.onnx.OnnxModel.DataInput;
import io.parley.onnx.OnnxModel.Dimension;
import io.parley.plan.BadRequestException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The open dimensions of a model's inputs: each name has one size, wherever it occurs. */
record Dimensions(String model, List<DataInput> inputs) {
  /** The first open dimension that comes first in its input. */
  Optional<String> batch() {
    return inputs.stream().filter(i -> !i.dims().isEmpty()).map(i -> i.dims().getFirst())
        .flatMap(d -> d.openName().stream()).findFirst();
  }

  /** By name, in the order of the file. */
  private Set<String> names() {
    return inputs.stream().flatMap(i -> i.dims().stream()).flatMap(d -> d.openName().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * The inputs' shapes by their names.
   *
   * @throws BadRequestException if open dimensions are without size, or sizes name none, or the batch is another
   */
  Map<String, Shape> shapes(Sizes given) {
    Map<String, Integer> sizes = sizes(given);
    Map<String, Shape> shapes = new HashMap<>();
    for (DataInput input : inputs) {
      int[] dims = input.dims().stream().mapToInt(d -> size(sizes, d)).toArray();
      try {
        shapes.put(input.name(), Shape.of(dims));
      } catch (IllegalArgumentException e) {
        throw new BadRequestException("Input '" + input.name() + "' is too large for a batch of " + given.batch()
            + ": " + e.getMessage() + "; use a smaller batch", e);
      }
    }
    return shapes;
  }

  private static int size(Map<String, Integer> sizes, Dimension d) {
    return switch (d) {
      case Dimension.Fixed(int size) -> size;
      case Dimension.Open(String name) -> sizes.getOrDefault(name, 0);
    };
  }

  private Map<String, Integer> sizes(Sizes given) {
    Map<String, Integer> sizes = new HashMap<>(given.dimensions());
    batch().ifPresentOrElse(name -> sizes.putIfAbsent(name, given.batch()), () -> checkBatch(given.batch()));
    Set<String> names = names();
    given.dimensions().keySet().stream().filter(name -> !names.contains(name)).sorted().findFirst().ifPresent(name -> {
      throw new BadRequestException("--dim names '" + name + "', but the open dimensions of " + model + " are "
          + (names.isEmpty() ? "none" : quoted(names)));
    });
    Set<String> missing = new LinkedHashSet<>(names);
    missing.removeAll(sizes.keySet());
    if (!missing.isEmpty()) {
      throw new BadRequestException(model + " leaves the size of " + quoted(missing) + " open; give it by --dim "
          + missing.stream().map(name -> name + "=SIZE").collect(Collectors.joining(",")));
    }
    return sizes;
  }

  private static String quoted(Set<String> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" and "));
  }

  /** Of a model that leaves none open. */
  private void checkBatch(int batch) {
    inputs.stream().limit(1).filter(i -> !i.dims().isEmpty()).forEach(input -> {
      int fixed = size(Map.of(), input.dims().getFirst());
      if (fixed != batch) {
        throw new BadRequestException("Input '" + input.name() + "' of " + model + " has a fixed batch of " + fixed
            + ", not " + batch + "; use that, or export the model with an open batch");
      }
    });
  }
}
