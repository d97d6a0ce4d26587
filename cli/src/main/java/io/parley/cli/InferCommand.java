package io.parley.cli;

import io.parley.cli.Inference.Task;
import io.parley.client.Parley;
import io.parley.config.Link;
import io.parley.plan.BadRequestException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Drives a running cluster. */
@Command(name = "infer", description = "Classifies images on a running cluster whose nodes see none of them.")
final class InferCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Mixin
  private InferenceOptions options;

  @Mixin
  private ClusterOption cluster;

  @Option(names = "--model", required = true, paramLabel = "FILE.onnx",
      description = "The model; or one that ships with Parley: lenet, mlp.")
  private String model;

  @Option(names = "--images", required = true, paramLabel = "FILE", description = "IDX or NPY, plain or gzipped.")
  private Path images;

  @Option(names = "--labels", required = true, paramLabel = "FILE", description = "IDX or NPY, plain or gzipped.")
  private Path labels;

  @Option(names = "--count", required = true, paramLabel = "N", description = "How many images, from the first.")
  private int count;

  @Mixin
  private PartiesOption parties;

  @Option(names = "--tape",
      description = "Takes a tape made beforehand for each batch ('parley tape make'), so that no provider is needed.")
  private boolean tape;

  @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "20",
      description = "How long to wait for nodes that are still starting. Default: ${DEFAULT-VALUE}.")
  private int waitSeconds;

  @Override
  public Integer call() throws InterruptedException {
    if (waitSeconds < 0) {
      throw new BadRequestException("--wait must be at least 0, not " + waitSeconds);
    }
    cluster.check();
    InferenceReport report;
    try (Inference inference = new Inference(task());
        ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), count, "images")) {
      report = inference.run(new Venue.Cluster(cluster, parties, Duration.ofSeconds(waitSeconds)), progress);
    }
    report.print(spec.commandLine().getOut());
    options.json().ifPresent(report::write);
    return 0;
  }

  private Task task() {
    return tape
        ? options.taskWithTapes(model, images, labels, count, Link.LAN)
        : options.task(model, images, labels, count, Link.LAN);
  }
}
