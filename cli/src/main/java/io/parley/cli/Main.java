package io.parley.cli;

import io.parley.plan.BadRequestException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;

/** The {@code parley} command. Exit codes: 0 done, 1 failed, 2 the user's mistake; then stderr has one line. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(printer(System.out), printer(System.err), args));
  }

  static int run(PrintWriter out, PrintWriter err, String... args) {
    boolean isNode = args.length > 0 && args[0].equals("node");
    LogFile log = isNode ? LogFile.none() : LogFile.fresh();
    Logging.start(log);
    Failures failures = new Failures(log, err);
    CommandLine command = new CommandLine(new ParleyCommand());
    CommandProvider.commands().forEach(command::addSubcommand);
    command.setOut(out).setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, _, _) -> failures.report(e))
        .setParameterExceptionHandler((e, _) -> failures.reportUsage(e));
    int exitCode;
    try {
      Optional<String> unknown = UnknownCommand.in(command, args);
      exitCode = unknown.isPresent() ? failures.report(new BadRequestException(unknown.get())) : command.execute(args);
    } catch (OutOfMemoryError | LinkageError e) {
      exitCode = failures.report(e);
    }
    if (exitCode == CommandLine.ExitCode.OK) {
      log.delete();
    }
    return exitCode;
  }

  private static PrintWriter printer(PrintStream to) {
    return new PrintWriter(to, true, to.charset());
  }
}
