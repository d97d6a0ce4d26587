package io.parley.cli;

import io.parley.config.Link;
import java.io.PrintWriter;
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
    try (Inference inference = new Inference(options.task(model, Home.file(IMAGES), Home.file(LABELS), count, link));
        ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), count, "images")) {
      report = inference.run(new Venue.Local(chosenParties, link), progress);
    }
    report.print(out);
    if (!link.isLoopback()) {
      out.println("Lanes were made as slow as a link of " + link.describe() + ".");
    }
    options.json().ifPresent(report::write);
    return 0;
  }
}
