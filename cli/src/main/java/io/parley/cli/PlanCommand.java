package io.parley.cli;

import io.parley.config.Link;
import io.parley.plan.BadRequestException;
import io.parley.plan.Imported;
import io.parley.plan.Plan;
import io.parley.plan.PlanPrinter;
import io.parley.plan.WeightVisibility;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.text.PlanText;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.serialization.PlanCodec;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a model's plan. */
@Command(name = "plan", description = "Prints the typed plan of a model: what will be computed, and who sees what.")
final class PlanCommand implements Callable<Integer> {
  /** Of numbers that are public for the same reason. */
  private static final int MOST_NAMES = 10;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE",
      description = "A model NAME.onnx, or one that ships with Parley: lenet, mlp; or a plan "
          + "NAME.parley.")
  private String model;

  @Option(names = "--batch", paramLabel = "B", defaultValue = "1",
      description = "How many images at once. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Mixin
  private DimOption dim;

  @Option(names = "--lowered", description = "The plan that the parties run: primitive ops only.")
  private boolean lowered;

  @Option(names = "--protocol", paramLabel = "P", defaultValue = Protocols.DEFAULT,
      description = "The protocol that it is lowered for. Default: ${DEFAULT-VALUE}.")
  private String protocolName;

  @Mixin
  private CompareOption compare;

  @Option(names = "--text", description = "Prints the plan in its text form, which 'parley run' reads; nothing else.")
  private boolean text;

  @Option(names = "--expand", description = "Shows below each op the ops that explain it.")
  private boolean expand;

  @Override
  public Integer call() {
    if (expand && (lowered || text)) {
      throw new BadRequestException("--expand goes with neither --lowered nor --text; name one of them");
    }
    Protocol protocol = Protocols.byName(protocolName);
    Imported imported = Models.any(model).bind(dim.with(batch), Inference.FRACTION_BITS, WeightVisibility.SECRET);
    Plan plan = lowered ? lowered(imported, protocol) : imported.surfacePlan();
    PrintWriter out = spec.commandLine().getOut();
    if (text) {
      out.print(PlanText.print(plan));
      out.flush();
      return 0;
    }
    if (expand && !plan.isLowered()) {
      ExpansionTable.of(plan).print(out);
      out.println("\n" + PlanPrinter.summary(plan, imported.weights().keySet()));
    } else {
      out.print(PlanPrinter.print(plan, imported.weights().keySet()));
    }
    imported.published().forEach((reason, names) -> out.println(
        "public, though weights are secret: " + listed(names) + " (" + reason + ")"));
    out.println("plan id: " + PlanCodec.id(plan));
    out.flush();
    return 0;
  }

  private static String listed(List<String> names) {
    String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return names.size() > MOST_NAMES ? first + " and " + (names.size() - MOST_NAMES) + " more" : first;
  }

  private Plan lowered(Imported imported, Protocol protocol) {
    Plan plan = Lowering.lower(imported.surfacePlan(), protocol.target());
    return compare.over(Link.LAN).map(c -> c.choose(plan, protocol, Protocols.fewestParties(protocol))).orElse(plan);
  }
}
