package io.parley.cli;

import picocli.CommandLine;

/** The {@code parley} command. Exit codes: 0 done, 1 failed, 2 the user's mistake; then stderr has one line. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(new ParleyCommand(), args));
  }

  static int run(ParleyCommand root, String... args) {
    LogFile log = args.length > 0 && args[0].equals("node") ? LogFile.none() : LogFile.fresh();
    Logging.start(log);
    CommandLine command = new CommandLine(root);
    Failures failures = new Failures(log);
    command.setExecutionExceptionHandler((e, at, parsed) -> failures.report(e, at.getErr()));
    command.setParameterExceptionHandler((e, given) -> failures.reportUsage(e));
    command.setCaseInsensitiveEnumValuesAllowed(true);
    int exitCode;
    try {
      exitCode = command.execute(args);
    } catch (OutOfMemoryError | LinkageError e) {
      exitCode = failures.report(e, command.getErr());
    }
    if (exitCode == CommandLine.ExitCode.OK) {
      log.delete();
    }
    return exitCode;
  }
}
