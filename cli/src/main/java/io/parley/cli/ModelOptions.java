package io.parley.cli;

import io.parley.client.RunMode;
import io.parley.config.Link;
import io.parley.onnx.Sizes;
import io.parley.plan.Imported;
import io.parley.plan.WeightVisibility;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a model is run on images. */
final class ModelOptions {
  @Option(names = "--batch", paramLabel = "B", defaultValue = "128",
      description = "How many images go together. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Mixin
  private DimOption dim;

  @Option(names = "--protocol", paramLabel = "P", defaultValue = Protocols.DEFAULT,
      description = "The protocol. Default: ${DEFAULT-VALUE}.")
  private String protocol;

  @Mixin
  private CompareOption compare;

  @Mixin
  private RangeOptions ranges;

  int batch() {
    return batch;
  }

  /**
   * @param link between the roles
   */
  ModelTask task(RunMode mode, Link link) {
    return new ModelTask(batch, dim.dimensions(), WeightVisibility.SECRET, protocol, mode, compare.over(link), ranges);
  }

  /**
   * @throws io.parley.plan.BadRequestException if there is none of that name
   */
  Protocol protocol() {
    return Protocols.byName(protocol);
  }

  CompareOption compare() {
    return compare;
  }

  /** The sizes of open dimensions but the batch, by their names. */
  Map<String, Integer> dimensions() {
    return dim.dimensions();
  }

  /** The model for a batch. */
  Imported bound(String model) {
    return bound(Models.any(model), dim.with(batch));
  }

  static Imported bound(Model model, Sizes sizes) {
    return model.bind(sizes, Inference.FRACTION_BITS, WeightVisibility.SECRET);
  }
}
