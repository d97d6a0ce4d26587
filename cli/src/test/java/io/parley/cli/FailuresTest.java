package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.cli.failure.FailedException;
import io.parley.plan.BadRequestException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {
  @TempDir
  private Path directory;
  private final StringWriter err = new StringWriter();
  private Path file;
  private Failures failures;

  @BeforeEach
  void setUp() {
    file = directory.resolve("details.log");
    LogFile log = new LogFile(Optional.of(file));
    Logging.start(log);
    failures = new Failures(log, new PrintWriter(err, true));
  }

  @Test
  void report_usersMistake_isItsMessageAloneAndLeavesNoLog() {
    int exitCode = failures.report(new CompletionException(new BadRequestException("No such\n file x. Check --model")));

    assertThat(exitCode).isEqualTo(2);
    assertThat(err).hasToString("parley: No such file x. Check --model" + System.lineSeparator());
    assertThat(file).doesNotExist();
  }

  @Test
  void report_failure_namesTheLogThatHasTheDetails() throws Exception {
    int exitCode = failures.report(new FailedException("party b is lost", new IllegalStateException("the cause")));

    assertThat(exitCode).isEqualTo(1);
    assertThat(err).hasToString("parley: party b is lost. Details: " + file + System.lineSeparator());
    assertThat(Files.readString(file)).contains("FailedException: party b is lost", "the cause", "\tat ");
  }

  @Test
  void report_outOfMemory_saysHowToGetMore() {
    assertThat(failures.report(new OutOfMemoryError("Java heap space"))).isEqualTo(1);
    assertThat(err.toString()).contains("--batch", "PARLEY_JAVA_OPTS=-Xmx").hasLineCount(1);
  }

  @Test
  void report_ourBug_saysSo() {
    assertThat(failures.report(new IllegalStateException("odd"))).isEqualTo(1);
    assertThat(err.toString()).contains("internal error", "odd", file.toString()).hasLineCount(1);
  }
}
