package io.parley.onnx;

import io.parley.plan.BadRequestException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sizes that a model's file leaves open.
 *
 * @param batch of the first dimension of the inputs
 * @param dimensions of all other open dimensions, by their names in the file
 */
public record Sizes(int batch, Map<String, Integer> dimensions) {
  public Sizes {
    if (batch < 1) {
      throw new BadRequestException("The batch must be at least 1, not " + batch);
    }
    new TreeMap<>(dimensions).forEach((name, size) -> {
      if (size < 1) {
        throw new BadRequestException("Dimension '" + name + "' must be at least 1, not " + size);
      }
    });
    dimensions = Map.copyOf(dimensions);
  }

  public static Sizes batch(int batch) {
    return new Sizes(batch, Map.of());
  }
}
