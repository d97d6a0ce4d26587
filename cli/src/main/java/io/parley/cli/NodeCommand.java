package io.parley.cli;

import io.parley.actors.ParleyNode;
import io.parley.cli.failure.FailedException;
import io.parley.config.HostPort;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one node in the foreground until a signal ends it; then it leaves the cluster in order. */
@Command(name = "node", description = "Runs one node in the foreground, until SIGTERM or Ctrl-C.")
final class NodeCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Spec
  private CommandSpec spec;

  @Option(names = "--role", split = ",", paramLabel = "ROLE", required = true,
      description = "party, provider or coordinator; or several, with commas between.")
  private List<ServerRole> roles;

  @Option(names = "--name", paramLabel = "NAME", description = "What the others call it; unique in the cluster.")
  private @Nullable String name;

  @Option(names = "--host", paramLabel = "HOST",
      description = "The name or address at which the others reach it. Default: 127.0.0.1, for this machine only.")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT", description = "Its port. Default: 0, a free one.")
  private @Nullable Integer port;

  @Option(names = "--seed", split = ",", paramLabel = "HOST:PORT",
      description = "A node of the cluster to join, or several. Default: none; a new cluster.")
  private @Nullable List<String> seeds;

  @Mixin
  private LinkOption link;

  @Mixin
  private KeysOption identity;

  @Option(names = "--config", paramLabel = "FILE", description = "Further settings; reference.conf lists all.")
  private @Nullable Path config;

  /** For parents: however they die, the system closes their end. */
  @Option(names = "--until-stdin-closes", hidden = true)
  private boolean untilStdinCloses;

  /** The roles of servers. */
  enum ServerRole {
    PARTY(NodeRole.PARTY), PROVIDER(NodeRole.PROVIDER), COORDINATOR(NodeRole.COORDINATOR);

    private final NodeRole role;

    ServerRole(NodeRole role) {
      this.role = role;
    }

    @Override
    public String toString() {
      return role.key();
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    NodeSettings settings = settings();
    ParleyNode node = ParleyNode.start(settings);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> leave(node)));
    if (untilStdinCloses) {
      Thread.ofPlatform().daemon().name("stdin").start(NodeCommand::exitWhenStdinCloses);
    }
    awaitUp(node, settings, out);
    if (settings.identity().keys().isEmpty()) {
      out.println(
          describe(settings) + " has no keys: whoever reaches its ports can take part. 'parley keys' makes some");
    }
    out.println(describe(settings) + " is ready at " + node.address());
    out.flush();
    try {
      node.whenTerminated().toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof BadRequestException refused ? refused : new IllegalStateException(e);
    }
    throw new FailedException("node " + node.name() + " has stopped; its log tells why. Start it again");
  }

  /** What lanes and peers complain about on the way out is of no interest. */
  private static void leave(ParleyNode node) {
    Logging.errorsOnly();
    node.close();
  }

  private NodeSettings settings() {
    if (name == null && config == null) {
      throw new BadRequestException("The node needs a name that is unique in the cluster. Add --name NAME");
    }
    Map<String, Object> keys = new LinkedHashMap<>(identity.settings());
    keys.put("parley.node.roles", roles.stream().map(ServerRole::toString).toList());
    put(keys, "parley.node.name", name);
    put(keys, "parley.node.host", host);
    put(keys, "parley.node.port", port);
    put(keys, "parley.node.seeds", seeds);
    link.chosen().ifPresent(chosen -> keys.put("parley.lane.link", chosen.toString()));
    return NodeSettings.read(keys, Optional.ofNullable(config));
  }

  private static void put(Map<String, Object> keys, String key, @Nullable Object value) {
    if (value != null) {
      keys.put(key, value);
    }
  }

  /** Nodes may start before their seed, so this does not give up. */
  private static void awaitUp(ParleyNode node, NodeSettings settings, PrintWriter out) throws InterruptedException {
    while (true) {
      try {
        node.awaitUp(PATIENCE);
        return;
      } catch (BadRequestException e) {
        if (node.whenTerminated().toCompletableFuture().isDone()) {
          throw e;
        }
        out.println(describe(settings) + " still looks for the cluster at "
            + settings.seeds().stream().map(HostPort::toString).collect(Collectors.joining(", "))
            + ". Check --seed, and that the seed's --host is an address that others reach");
        out.flush();
      }
    }
  }

  private static String describe(NodeSettings settings) {
    return settings.roles().stream().sorted().map(NodeRole::key).collect(Collectors.joining("+")) + " "
        + settings.name();
  }

  /** Not on a virtual thread: a read of a pipe keeps one of the few carriers for good. */
  private static void exitWhenStdinCloses() {
    try {
      while (System.in.read() >= 0) {
        // Nobody talks to a node this way.
      }
    } catch (IOException e) {
      // As good as closed.
    }
    System.exit(0);
  }
}
