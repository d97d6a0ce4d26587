package io.parley.cli;

import io.parley.onnx.Sizes;
import java.util.Map;
import picocli.CommandLine.Option;

/** The sizes of what a model's file leaves open, apart from the batch. */
final class DimOption {
  @Option(names = "--dim", paramLabel = "NAME=SIZE", split = ",",
      description = "The size of a dimension that the model leaves open, such as seq=128, wherever that name occurs.")
  private Map<String, Integer> dimensions = Map.of();

  Map<String, Integer> dimensions() {
    return dimensions;
  }

  Sizes with(int batch) {
    return new Sizes(batch, dimensions);
  }
}
