package io.parley.cli;

import io.parley.plan.BadRequestException;
import io.parley.protocols.PeerFaultException;
import java.io.PrintWriter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong; the details go to the log. */
record Failures(LogFile log) {
  /** Reports a failed command. */
  int report(Throwable thrown, PrintWriter err) {
    Throwable failure = unwrap(thrown);
    if (failure instanceof BadRequestException) {
      return say(err, message(failure), CommandLine.ExitCode.USAGE);
    }
    LoggerFactory.getLogger(Main.class).error("The command failed", thrown);
    String details = log.path().map(p -> " Details: " + p).orElse("");
    return say(err, switch (failure) {
      case PeerFaultException e -> sentence(message(e)) + details;
      case OutOfMemoryError e -> "out of memory with a heap of " + (Runtime.getRuntime().maxMemory() >> 20)
          + " MB. Use a smaller --batch, or more heap: PARLEY_JAVA_OPTS=-Xmx4g." + details;
      case FailedException e -> sentence(message(e)) + details;
      default -> "internal error, please report it: " + sentence(failure.toString()) + details;
    }, CommandLine.ExitCode.SOFTWARE);
  }

  /** Reports a command line that cannot be read. */
  int reportUsage(ParameterException e) {
    CommandLine at = e.getCommandLine();
    String hint = e instanceof UnmatchedArgumentException u && !u.getSuggestions().isEmpty()
        ? " Did you mean " + String.join(" or ", u.getSuggestions()) + "?"
        : "";
    return say(at.getErr(), sentence(message(e)) + hint + " See '" + at.getCommandSpec().qualifiedName() + " --help'.",
        CommandLine.ExitCode.USAGE);
  }

  private static int say(PrintWriter err, String line, int exitCode) {
    err.println("parley: " + line.strip().replaceAll("\\s*[\\r\\n]+\\s*", " "));
    err.flush();
    return exitCode;
  }

  private static Throwable unwrap(Throwable e) {
    Throwable cause = e.getCause();
    return cause != null && (e instanceof CompletionException || e instanceof ExecutionException) ? unwrap(cause) : e;
  }

  private static String message(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.toString() : message;
  }

  private static String sentence(String text) {
    return text.matches("(?s).*[.?!]\\s*") ? text : text + ".";
  }
}
