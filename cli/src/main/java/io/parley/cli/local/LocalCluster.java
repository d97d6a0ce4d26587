package io.parley.cli.local;

import io.parley.cli.failure.FailedException;
import io.parley.client.Parley;
import io.parley.client.RunFailedException;
import io.parley.config.HostPort;
import io.parley.config.Link;
import io.parley.config.NodeSettings;
import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import io.parley.plan.BadRequestException;
import io.parley.policy.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A coordinator, a provider and parties on the loopback interface, each in a JVM of its own, at ports that the system
 * picks. They end when this is closed, and when this process ends in any way.
 */
public final class LocalCluster implements AutoCloseable {
  /** On one machine a silent node is a busy one; one that has died is noticed all the same. */
  private static final String SILENCE_KEY = "pekko.cluster.failure-detector.acceptable-heartbeat-pause";
  private static final String SILENCE = "30s";
  /** What its nodes are told. They end together, so there is nobody to say goodbye to. */
  static final Map<String, String> SETTINGS = Map.of(SILENCE_KEY, SILENCE, "parley.session.connect-timeout", SILENCE,
      "parley.plan.accept-lowered", "on", "parley.plan.accept-plain", "on",
      "pekko.coordinated-shutdown.run-by-actor-system-terminate", "off",
      "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", "off");
  private static final String CLIENT = "client";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MOST_PARTIES = 32;
  private static final long START_SECONDS = 120;
  private static final long GOODBYE_SECONDS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What is done on a cluster. */
  @FunctionalInterface
  public interface Job<T> {
    T run(Parley parley) throws InterruptedException;
  }

  private static final String KEYS = "parley.identity.directory";

  private final Path directory;
  private final KeyDirectory keys;
  private final Link link;
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final Thread atExit = Thread.ofPlatform().unstarted(this::stop);
  private boolean kept;
  private volatile boolean isStopping;

  private LocalCluster(Path directory, Link link) {
    this.directory = directory;
    this.keys = new KeyDirectory(directory.resolve("keys"), Optional.empty());
    this.link = link;
  }

  /**
   * @throws BadRequestException if so many parties, a JVM each, are too many for one machine
   */
  public static void check(int parties) {
    if (parties > MOST_PARTIES) {
      throw new BadRequestException("--parties must be at most " + MOST_PARTIES + " on one machine, not " + parties
          + ". For more, start nodes on several");
    }
  }

  /**
   * Starts the nodes, does something on them, and stops them.
   *
   * @param link what the network between roles is made to be like
   * @throws FailedException if a node ends meanwhile, or a run fails; names the nodes' logs
   */
  public static <T> T run(int parties, boolean withProvider, Link link, Job<T> job) throws InterruptedException {
    try (LocalCluster cluster = start(parties, withProvider, link)) {
      cluster.interruptOnDeath(Thread.currentThread());
      try (Parley parley = cluster.connect()) {
        parley.awaitMembers(parties, withProvider, PATIENCE);
        return job.run(parley);
      } catch (RuntimeException | InterruptedException e) {
        Optional<String> deaths = cluster.deaths();
        if (deaths.isEmpty() && !(e instanceof RunFailedException)) {
          throw e;
        }
        throw new FailedException(deaths.orElse(e.getMessage()) + ". The nodes' logs: " + cluster.keepLogs(), e);
      }
    }
  }

  /**
   * Starts the nodes and waits until all are members.
   *
   * @throws FailedException if one does not come up
   */
  private static LocalCluster start(int parties, boolean withProvider, Link link) throws InterruptedException {
    check(parties);
    LocalCluster cluster = new LocalCluster(temporaryDirectory(), link);
    Runtime.getRuntime().addShutdownHook(cluster.atExit);
    try {
      cluster.launch(parties, withProvider);
      return cluster;
    } catch (InterruptedException | RuntimeException e) {
      cluster.keepLogs();
      cluster.close();
      throw e;
    }
  }

  /** With a CA for as long as they run. */
  private void launch(int parties, boolean withProvider) throws InterruptedException {
    keys.createCa("localhost");
    new PolicyFile(keys.path().resolve(PolicyFile.NAME)).create("localhost");
    identify(IdentityRole.CLIENT, CLIENT);
    HostPort seed = node("coordinator", "coordinator", List.of()).awaitReady(START_SECONDS);
    List<String> join = List.of("--seed", seed.toString());
    if (withProvider) {
      node("provider", "provider", join);
    }
    for (int i = 0; i < parties; i++) {
      node("party-" + i, "party", join);
    }
    for (NodeProcess node : nodes) {
      node.awaitReady(START_SECONDS);
    }
  }

  /** Joins it as a client. */
  private Parley connect() throws InterruptedException {
    HostPort seed = nodes.getFirst().awaitReady(START_SECONDS);
    return Parley.connect(NodeSettings
        .of(Map.of("parley.node.name", CLIENT, KEYS, keys.path().toString(), "parley.node.roles", List.of("client"),
            "parley.node.host", LOOPBACK, "parley.node.seeds", List.of(seed.toString()), "parley.lane.link",
            link.toString(), "parley.client.connect-timeout", START_SECONDS + "s", "parley.session.connect-timeout",
            SILENCE, SILENCE_KEY, SILENCE, "parley.plan.accept-plain", "on")));
  }

  /** Interrupts a thread should a node end before this is closed, since no result will come then. */
  private synchronized void interruptOnDeath(Thread thread) {
    nodes.forEach(node -> node.ended().thenRun(() -> {
      if (!isStopping) {
        thread.interrupt();
      }
    }));
  }

  /** Why nodes have ended, if any has, in one line. */
  private Optional<String> deaths() {
    String deaths = nodes.stream().flatMap(n -> n.death().stream()).collect(Collectors.joining("; "));
    return deaths.isEmpty() ? Optional.empty() : Optional.of(deaths);
  }

  /** Leaves the nodes' logs where they are, for who wants to know what went wrong; returns their directory. */
  private Path keepLogs() {
    kept = true;
    return directory;
  }

  private void identify(IdentityRole role, String name) {
    keys.createIdentity(Optional.empty(), name, role, name);
  }

  private synchronized NodeProcess node(String name, String role, List<String> more) {
    identify(IdentityRole.named(role).orElseThrow(), name);
    List<String> arguments = Stream
        .concat(
            Stream.of("--role", role, "--host", LOOPBACK, "--port", "0", "--link", link.toString(),
                "--keys", keys.path().toString(), "--until-stdin-closes"),
            more.stream())
        .toList();
    NodeProcess node = NodeProcess.start(name, directory.resolve(name + ".log"), arguments);
    nodes.add(node);
    return node;
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook has run.
    }
  }

  private synchronized void stop() {
    isStopping = true;
    nodes.forEach(NodeProcess::terminate);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GOODBYE_SECONDS);
    nodes.forEach(node -> node.awaitEnd(deadline));
    if (!kept) {
      delete(directory);
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("parley-nodes-");
    } catch (IOException e) {
      throw new FailedException("cannot make a directory for the nodes' logs: " + e.getMessage()
          + "; name another place: " + JvmOptions.VARIABLE + "=-Djava.io.tmpdir=DIR", e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // Logs that stay behind harm nobody.
    }
  }
}
