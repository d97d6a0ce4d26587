package io.parley.cli;

import io.parley.actors.Members;
import io.parley.actors.Parley;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Drives a running cluster. */
@Command(name = "infer", description = "Classifies images on a running cluster whose nodes see none of them.")
final class InferCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Spec
  private CommandSpec spec;

  @Mixin
  private InferenceOptions options;

  @Option(names = "--cluster", required = true, paramLabel = "HOST:PORT", description = "One of its nodes.")
  private String cluster;

  @Option(names = "--model", required = true, paramLabel = "FILE.onnx",
      description = "The model; or one that ships with Parley: lenet, mlp.")
  private String model;

  @Option(names = "--images", required = true, paramLabel = "FILE", description = "IDX or NPY, plain or gzipped.")
  private Path images;

  @Option(names = "--labels", required = true, paramLabel = "FILE", description = "IDX or NPY, plain or gzipped.")
  private Path labels;

  @Option(names = "--count", required = true, paramLabel = "N", description = "How many images, from the first.")
  private int count;

  @Option(names = "--parties", paramLabel = "N", description = "How many parties. Default: all of the cluster.")
  private Optional<Integer> parties = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    InferenceReport report;
    try (Inference inference = new Inference(options.task(model, images, labels, count));
        ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), count)) {
      parties.ifPresent(inference::checkParties);
      try (Parley parley = Parley.connect(cluster)) {
        Members members = parley.awaitMembers(parties.orElse(1), inference.needsProvider(), PATIENCE);
        int chosen = parties.orElseGet(members.parties()::size);
        inference.checkParties(chosen);
        report = inference.run(parley, chosen, progress);
      }
    }
    report.print(spec.commandLine().getOut());
    options.json().ifPresent(report::write);
    return 0;
  }
}
