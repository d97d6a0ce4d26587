package io.parley.cli;

import io.parley.cli.failure.FailedException;
import io.parley.client.RunFailedException;
import io.parley.plan.BadRequestException;
import io.parley.protocols.spi.PeerFaultException;
import java.io.PrintWriter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in one line what went wrong; the details go to the log. Says nothing while the JVM is ending: what fails then
 * fails because of that.
 */
final class Failures {
  private final LogFile log;
  private final PrintWriter err;

  Failures(LogFile log, PrintWriter err) {
    this.log = log;
    this.err = err;
  }

  /** Reports a failed command; returns the exit code. */
  int report(Throwable thrown) {
    Throwable failure = unwrap(thrown);
    if (failure instanceof BadRequestException) {
      return say(message(failure), CommandLine.ExitCode.USAGE);
    }
    if (isEnding()) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    LoggerFactory.getLogger(Main.class).error("The command failed", thrown);
    String what = switch (failure) {
      case FailedException e -> sentence(message(e));
      case RunFailedException e -> sentence(message(e));
      case PeerFaultException e -> sentence(message(e));
      case OutOfMemoryError _ -> "out of memory with a heap of " + (Runtime.getRuntime().maxMemory() >> 20)
          + " MB. Use a smaller --batch, or more heap: PARLEY_JAVA_OPTS=-Xmx4g.";
      default -> "internal error, please report it: " + sentence(failure.toString());
    };
    return say(what + log.path().map(p -> " Details: " + p).orElse(""), CommandLine.ExitCode.SOFTWARE);
  }

  /** Reports a command line that cannot be read; returns the exit code. */
  int reportUsage(ParameterException e) {
    String hint = e instanceof UnmatchedArgumentException u && !u.getSuggestions().isEmpty()
        ? " Did you mean " + String.join(" or ", u.getSuggestions()) + "?"
        : "";
    String help = " See '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.";
    return say(sentence(message(e).replaceFirst("^Error: ", "")) + hint + help, CommandLine.ExitCode.USAGE);
  }

  private int say(String line, int exitCode) {
    if (!isEnding()) {
      err.println("parley: " + line.strip().replaceAll("\\s*[\\r\\n]+\\s*", " "));
      err.flush();
    }
    return exitCode;
  }

  /** Whether a signal or an exit has begun to end the JVM: from then on it takes no more hooks. */
  private static boolean isEnding() {
    Thread hook = Thread.ofPlatform().unstarted(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException _) {
      return true;
    }
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
