package io.parley.cli;

import io.parley.config.Version;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
    name = "parley",
    description = "Computes on data that nobody may see: parties hold shares and run a plan together.",
    subcommands = {
        QuickstartCommand.class, NodeCommand.class, RunCommand.class, InferCommand.class, TapeCommand.class,
        PlanCommand.class, KeysCommand.class, PolicyCommand.class, AuditCommand.class,
        ExplainCommand.class,
        OpsCommand.class, DoctorCommand.class, AutoComplete.GenerateCompletion.class},
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = ParleyCommand.VersionLine.class,
    footer = {
        "",
        "Exit codes: 0 done, 1 failed, 2 a mistake in what was asked.",
        "Completion: source <(parley generate-completion)"})
final class ParleyCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }

  static final class VersionLine implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[]{"parley " + Version.ofThisBuild().program() + ", Java " + Runtime.version()};
    }
  }
}
