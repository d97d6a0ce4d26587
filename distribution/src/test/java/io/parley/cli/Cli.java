package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.cli.local.JvmOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A {@code parley} command in a JVM of its own, started as the launcher does. It is killed when this is closed. */
final class Cli implements AutoCloseable {
  static final Path HOME = Path.of(System.getProperty(Home.PROPERTY));
  /** Tests' commands are short: too short for the compiler that makes the Vector API fast. The machine may be busy. */
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
      "-Dparley.node.warm-up=0s", "-Dparley.kernels=plain", "-Dparley.client.connect-timeout=60s");
  /** The jars of every command, as they are shipped. */
  static final Path LIB = Path.of(System.getProperty(JvmOptions.LIB));
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final Process process;
  private final Path out;
  private final Path err;

  private Cli(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** What a command that has ended printed. */
  record Result(int exitCode, String out, String err) {
    /** That it refused in one line on stderr, as for a user's mistake. */
    Result assertRefused(String... message) {
      return assertEnded(2, message);
    }

    /** That it failed and said so in one line on stderr. */
    Result assertFailed(String... message) {
      return assertEnded(1, message);
    }

    private Result assertEnded(int code, String... message) {
      assertThat(err).startsWith("parley: ").contains(message).hasLineCount(1);
      assertThat(out + err).doesNotContain("\tat ");
      assertThat(exitCode).isEqualTo(code);
      return this;
    }

    Result assertDone() {
      assertThat(exitCode).as("exit code; stderr: %s", err).isZero();
      return this;
    }
  }

  /** The JVM's options for a quick start, and more. */
  static List<String> quick(String... more) {
    return Stream.concat(QUICK.stream(), Stream.of(more)).toList();
  }

  /** With a quick start. */
  static Cli start(String... args) {
    return start(QUICK, args);
  }

  /**
   * @param javaOptions as in PARLEY_JAVA_OPTS
   */
  static Cli start(List<String> javaOptions, String... args) {
    return start(HOME, javaOptions, List.of(args));
  }

  static Cli start(Path directory, List<String> javaOptions, List<String> args) {
    return start(directory, archived(args.getFirst(), javaOptions), archived("node", javaOptions), args);
  }

  /** @param ofNodes the options of the JVMs that it starts */
  static Cli start(Path directory, List<String> javaOptions, List<String> ofNodes, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmOptions.ofAll().toList());
    command.addAll(javaOptions);
    command.addAll(List.of("-D" + Home.PROPERTY + "=" + HOME, "-D" + JvmOptions.LIB + "=" + LIB, "-cp",
        classPath(args.getFirst()), "io.parley.cli.Main"));
    command.addAll(args);
    return start(command, directory, Map.of(JvmOptions.VARIABLE, String.join(" ", ofNodes)));
  }

  /** The JVM's options for a command, with the archive of its classes. */
  static List<String> archived(String command, List<String> javaOptions) {
    return Stream.concat(ClassArchives.options(command).stream(), javaOptions.stream()).toList();
  }

  /** As the launcher has it. */
  static String classPath(String command) {
    return LIB + "/*" + (command.equals("node") ? "" : File.pathSeparator + LIB + "/bench/*");
  }

  /** Any command, such as the launcher's; the variables come on top of this JVM's. */
  static Cli start(List<String> command, Path directory, Map<String, String> variables) {
    try {
      Path out = Files.createTempFile("cli-", ".out");
      Path err = Files.createTempFile("cli-", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectOutput(out.toFile())
          .redirectError(err.toFile());
      builder.environment().putAll(variables);
      return new Cli(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process process() {
    return process;
  }

  Result await() throws InterruptedException {
    try (this) {
      assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("ended; stderr: %s", read(err)).isTrue();
      return new Result(process.exitValue(), read(out), read(err));
    }
  }

  /** Waits for a line on either output. */
  MatchResult awaitLine(String regex) throws InterruptedException {
    Pattern pattern = Pattern.compile("(?m)^" + regex + "$");
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      String text = read(out) + read(err);
      var matcher = pattern.matcher(text);
      if (matcher.find()) {
        return matcher.toMatchResult();
      }
      assertThat(process.isAlive()).as("alive; it printed: %s", text).isTrue();
      Thread.sleep(50);
    }
    throw new AssertionError("No line " + regex + " in: " + read(out) + read(err));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
