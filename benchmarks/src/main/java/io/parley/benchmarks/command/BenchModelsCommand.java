package io.parley.benchmarks.command;

import io.parley.benchmarks.suite.Measurement.Cluster;
import io.parley.benchmarks.suite.Measurement.Subject;
import io.parley.benchmarks.suite.Size;
import io.parley.benchmarks.suite.Workload;
import io.parley.cli.DimOption;
import io.parley.cli.Models;
import io.parley.crypto.FixedPoint;
import io.parley.onnx.OnnxModel;
import io.parley.onnx.Sizes;
import io.parley.plan.Imported;
import io.parley.plan.WeightVisibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times whole models with secret weights; every run is checked against plaintext. */
@Command(name = "models",
    description = "Times models with secret weights on secret random inputs and prints medians. Every result is checked.")
final class BenchModelsCommand implements Callable<Integer> {
  static final String SUITE = "models";

  @Spec
  private CommandSpec spec;

  @Mixin
  private BenchOptions options;

  @Option(names = "--model", split = ",", paramLabel = "lenet|mlp|FILE.onnx", defaultValue = "lenet,mlp",
      description = "The models. Default: ${DEFAULT-VALUE}.")
  private List<String> models = List.of();

  @Option(names = "--batch", split = ",", paramLabel = "B", defaultValue = "1,128",
      description = "How many inputs go together. Default: ${DEFAULT-VALUE}.")
  private List<Integer> batches = List.of();

  @Mixin
  private DimOption dim;

  @Override
  public Integer call() throws InterruptedException {
    options.effort().check();
    List<BenchTask> tasks = tasks(models, batches, dim.dimensions(), options.clusters());
    options.run(spec, tasks, true);
    return 0;
  }

  /** Each model with each batch on each cluster. */
  static List<BenchTask> tasks(List<String> models, List<Integer> batches, Map<String, Integer> dimensions,
      List<Cluster> clusters) {
    List<BenchTask> tasks = new ArrayList<>();
    for (String name : models) {
      OnnxModel model = Models.read(name);
      String shortName = model.name().replaceFirst("\\.onnx$", "");
      for (int batch : batches) {
        Imported bound = model.bind(new Sizes(batch, dimensions), FixedPoint.DEFAULT_FRACTION_BITS,
            WeightVisibility.SECRET);
        clusters.forEach(cluster -> tasks.add(new BenchTask(
            new Subject(SUITE, shortName, Size.of(batch), Optional.of(cluster)), "inputs",
            () -> Workload.ofModel(shortName, Size.of(batch), bound.surfacePlan(),
                bound.weights()))));
      }
    }
    return tasks;
  }
}
