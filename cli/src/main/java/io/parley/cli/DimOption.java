package io.parley.cli;

import io.parley.onnx.Sizes;
import java.util.Map;
import picocli.CommandLine.Option;

/** The sizes of what a model's file leaves open, apart from the batch. */
public final class DimOption {
  @Option(names = "--dim", paramLabel = "NAME=SIZE", split = ",",
      description = "The size of a dimension that the model leaves open, such as seq=128, wherever that name occurs.")
  private Map<String, Integer> dimensions = Map.of();

  public Map<String, Integer> dimensions() {
    return dimensions;
  }

  public Sizes with(int batch) {
    return new Sizes(batch, dimensions);
  }
}
