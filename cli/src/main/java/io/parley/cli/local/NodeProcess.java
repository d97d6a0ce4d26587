package io.parley.cli.local;

import io.parley.cli.failure.FailedException;
import io.parley.config.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node in a JVM of its own. What it prints goes to its log; it ends when its standard input does, which the system
 * closes should this process die in whatever way.
 */
final class NodeProcess {
  private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);
  private static final Pattern READY = Pattern.compile(".* is ready at (\\S+)");
  private static final int OUT_OF_MEMORY = 3;

  private final String name;
  private final Path log;
  private final Process process;
  private final CompletableFuture<HostPort> ready = new CompletableFuture<>();
  private volatile String lastLine = "";

  private NodeProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * @param arguments of {@code parley node}
   */
  static NodeProcess start(String name, Path log, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmOptions.ofNode());
    LocalCluster.SETTINGS.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-Dparley.tape.directory=" + log.resolveSibling(name + "-tapes"));
    command.addAll(List.of("-cp", JvmOptions.nodeClassPath(), "io.parley.cli.Main", "node", "--name", name));
    command.addAll(arguments);
    try {
      NodeProcess node = new NodeProcess(name, log, new ProcessBuilder(command).redirectErrorStream(true).start());
      Thread.ofPlatform().daemon().name("log-" + name).start(node::follow);
      return node;
    } catch (IOException e) {
      throw new FailedException("cannot start a JVM for " + name + ": " + e.getMessage(), e);
    }
  }

  /** Not on a virtual thread: a read of a pipe keeps one of the few carriers for good. */
  private void follow() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        Writer out = Files.newBufferedWriter(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        lastLine = line;
        out.write(line + "\n");
        out.flush();
        Matcher matcher = READY.matcher(line);
        if (matcher.matches()) {
          ready.complete(HostPort.parse(matcher.group(1)));
        }
      }
    } catch (IOException e) {
      LOG.warn("The log of {} ends early", name, e);
    } finally {
      ready.completeExceptionally(new IOException("ended"));
    }
  }

  /**
   * Waits until the node is a member of its cluster and returns its address.
   *
   * @throws FailedException if it ends before, or needs longer
   */
  HostPort awaitReady(long seconds) throws InterruptedException {
    try {
      return ready.get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      process.waitFor(5, TimeUnit.SECONDS);
      throw new FailedException(death().orElse(name + " closed its output") + "; its log: " + log, e);
    } catch (TimeoutException e) {
      throw new FailedException(name + " was not ready within " + seconds + " s; its log: " + log, e);
    }
  }

  /** Completes once it has ended. */
  CompletionStage<Process> ended() {
    return process.onExit().minimalCompletionStage();
  }

  /** Why it ended, in one line; empty while it lives. */
  Optional<String> death() {
    if (process.isAlive()) {
      return Optional.empty();
    }
    int code = process.exitValue();
    return Optional.of(code == OUT_OF_MEMORY
        ? name + " ran out of memory: use a smaller --batch or --size, or more heap: " + JvmOptions.VARIABLE + "=-Xmx4g"
        : name + " ended with code " + code + (lastLine.isEmpty() ? "" : " (" + lastLine + ")"));
  }

  long pid() {
    return process.pid();
  }

  /** Asks it to leave; what it still says is kept. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Waits until it has ended; kills it once the deadline has passed. */
  void awaitEnd(long deadlineNanos) {
    try {
      if (!process.waitFor(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
