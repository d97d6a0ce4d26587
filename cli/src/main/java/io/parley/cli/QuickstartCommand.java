package io.parley.cli;

import io.parley.actors.Parley;
import io.parley.actors.RunFailedException;
import io.parley.cli.local.LocalCluster;
import io.parley.config.Link;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows everything on one machine. */
@Command(name = "quickstart",
    description = "Starts a cluster on this machine, each node a process of its own, and classifies handwritten digits "
        + "that none of them can see.")
final class QuickstartCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String IMAGES = "data/mnist/t10k-images-idx3-ubyte.gz";
  private static final String LABELS = "data/mnist/t10k-labels-idx1-ubyte.gz";

  @Spec
  private CommandSpec spec;

  @Mixin
  private InferenceOptions options;

  @Option(names = "--model", paramLabel = "lenet|mlp|FILE.onnx", defaultValue = "lenet",
      description = "The model. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(names = "--images", paramLabel = "N", defaultValue = "256",
      description = "How many of the 10,000 test images of MNIST. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(names = "--parties", paramLabel = "N", description = "How many parties. Default: the fewest of the protocol.")
  private Optional<Integer> chosenParties = Optional.empty();

  @Mixin
  private LinkOption linkOption;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Link link = linkOption.link();
    InferenceReport report;
    try (Inference inference = new Inference(options.task(model, Home.file(IMAGES), Home.file(LABELS), count));
        ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), count)) {
      int parties = chosenParties.orElseGet(inference::fewestParties);
      inference.checkParties(parties);
      LocalCluster.check(parties);
      progress.step("starting a coordinator, " + (inference.needsProvider() ? "a provider and " : "") + parties
          + (parties == 1 ? " party" : " parties") + ", a JVM each");
      try (LocalCluster cluster = LocalCluster.start(parties, inference.needsProvider(), link)) {
        report = run(inference, parties, cluster, progress);
        progress.phase("stopping");
      }
    }
    report.print(out);
    if (!link.isLoopback()) {
      out.println("Lanes were made as slow as a link of " + link.describe() + ".");
    }
    options.json().ifPresent(report::write);
    return 0;
  }

  private InferenceReport run(Inference inference, int parties, LocalCluster cluster, ProgressLine progress)
      throws InterruptedException {
    cluster.interruptOnDeath(Thread.currentThread());
    try (Parley parley = cluster.connect()) {
      parley.awaitMembers(parties, inference.needsProvider(), PATIENCE);
      return inference.run(parley, parties, progress);
    } catch (RuntimeException | InterruptedException e) {
      Optional<String> deaths = cluster.deaths();
      if (deaths.isEmpty() && !(e instanceof RunFailedException)) {
        throw e;
      }
      throw new FailedException(deaths.orElse(e.getMessage()) + ". The nodes' logs: " + cluster.keepLogs(), e);
    }
  }
}
