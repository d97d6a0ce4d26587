package io.parley.cli;

import io.parley.cli.data.OutputArray;
import io.parley.cli.failure.FailedException;
import io.parley.client.RunMode;
import io.parley.config.Link;
import io.parley.plan.BadRequestException;
import io.parley.plan.WeightVisibility;
import io.parley.protocols.spi.Protocols;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a model on the user's own data. */
@Command(name = "run",
    description = "Runs a model on inputs that no node sees, and writes its outputs.",
    footer = {
        "",
        "NPY and NPZ files hold the arrays of inputs as NumPy saves them. A CSV file has a line that names its columns, "
            + "then a line of numbers for each row; the columns are the features, in their order."})
final class RunCommand implements Callable<Integer> {
  private static final int USUAL_BATCH = 128;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "MODEL",
      description = "A model NAME.onnx, or one that ships with Parley: lenet, mlp; or a plan "
          + "NAME.parley, as 'parley plan --text' prints it.")
  private String model;

  @Option(names = "--input", paramLabel = "[NAME=]FILE",
      description = "An input of the model, in a file NPY, NPZ or CSV; FILE alone if there is one input, "
          + "NAME=FILE.npz:ARRAY for an array of several, FILE.npz for all inputs by their names.")
  private List<String> inputs = List.of();

  @Option(names = "--output", required = true, paramLabel = "DIR|FILE",
      description = "A directory gets OUTPUT.npy for each output. A file takes one output if it ends in .npy or .csv, all "
          + "if it ends in .npz.")
  private String output;

  @ArgGroup(multiplicity = "1")
  private Where where = new Where();

  /** One of the two. */
  static final class Where {
    @Option(names = "--cluster", paramLabel = "HOST:PORT", description = "One of the nodes of a running cluster.")
    private Optional<String> cluster = Optional.empty();

    @Option(names = "--local", description = "Starts a cluster on this machine, each node a process of its own.")
    private boolean local;
  }

  @Mixin
  private KeysOption keys;

  @Mixin
  private PartiesOption parties;

  @Option(names = "--protocol", paramLabel = "P", defaultValue = Protocols.DEFAULT,
      description = "The protocol. Default: ${DEFAULT-VALUE}.")
  private String protocol;

  @Mixin
  private CompareOption compare;

  @Option(names = "--batch", paramLabel = "B",
      description = "How many rows go together, where the model leaves that open. Default: " + USUAL_BATCH + ".")
  private Optional<Integer> batch = Optional.empty();

  @Mixin
  private DimOption dim;

  @Mixin
  private RangeOptions ranges;

  @Option(names = "--weights", paramLabel = "secret|public", defaultValue = "secret",
      description = "Whether nodes may see the model's weights. Default: ${DEFAULT-VALUE}.")
  private WeightVisibility weights;

  @Option(names = "--check",
      description = "Compares every output with that of the model in the clear; a number that is off by more than 1/32 of "
          + "the largest (or of 1) makes the command fail, with its outputs written.")
  private boolean check;

  @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "20",
      description = "How long to wait for nodes that are still starting. Default: ${DEFAULT-VALUE}.")
  private int waitSeconds;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures there.")
  private @Nullable Path json;

  @Override
  public Integer call() throws InterruptedException {
    Venue venue = venue();
    OutputTarget target = OutputTarget.of(output);
    Optional<Path> figures = Optional.ofNullable(json);
    figures.ifPresent(OutputFile::checkWritable);
    Model read = Models.any(model);
    if (read instanceof WrittenPlan && (batch.isPresent() || !dim.dimensions().isEmpty())) {
      throw new BadRequestException(model + " is a plan with shapes of its own; leave --batch and --dim out");
    }
    ModelData data = new ModelData(read, InputArguments.read(read, inputs), dim.dimensions());
    ModelTask task = new ModelTask(data.batch(batch, USUAL_BATCH), data.dimensions(), weights, protocol, RunMode.APART,
        compare.over(Link.LAN), ranges).forRows(data.rows());
    ModelRun run = new ModelRun(read, task, "row");
    data.check(run.asked());
    ranges.check(model, run.asked(), data.all(), spec.commandLine().getErr()::println);
    RunOutputs outputs = new RunOutputs(run, data.rows(), check);
    target.check(outputs.joined(run.asked()).arrays());
    venue.check(run);
    ModelRun.Done done;
    try (ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), data.rows(), "rows")) {
      data.notes().forEach(progress::say);
      done = venue.run(run, progress,
          (parley, count) -> run.run(parley, count, 0, data, progress, outputs));
    }
    List<OutputArray> arrays = outputs.arrays();
    Collection<Path> files = target.write(arrays);
    RunSummary summary = new RunSummary(read.name(), protocol, weights, data.rows(), done, arrays,
        outputs.deviations());
    summary.print(spec.commandLine().getOut(), files);
    figures.ifPresent(file -> JsonFile.write(file, summary.asMap()));
    summary.deviations().stream().filter(Deviation::isBroken).findFirst().ifPresent(d -> {
      throw new FailedException("output '" + d.output() + "' is off by " + d.largest() + " at " + d.place()
          + ", more than 1/32 of the largest number in it; 'parley explain " + model
          + " --ranges LOW:HIGH' tells where values overflow");
    });
    return 0;
  }

  private Venue venue() {
    if (waitSeconds < 0) {
      throw new BadRequestException("--wait must be at least 0, not " + waitSeconds);
    }
    return where.local
        ? new Venue.Local(parties.chosen(), Link.LOOPBACK)
        : new Venue.Cluster(ClusterOption.at(where.cluster.orElseThrow(), keys), parties,
            Duration.ofSeconds(waitSeconds));
  }
}
