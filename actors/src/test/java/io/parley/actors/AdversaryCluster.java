package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.actors.NodeGuardian.Post;
import io.parley.client.JobStep;
import io.parley.client.Parley;
import io.parley.client.RunFailedException;
import io.parley.client.RunMode;
import io.parley.client.RunOptions;
import io.parley.client.RunResult;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.policy.PolicyFile;
import io.parley.protocols.engine.Channel;
import io.parley.protocols.engine.ClientSession;
import io.parley.protocols.engine.DealerSession;
import io.parley.protocols.engine.Message;
import io.parley.protocols.engine.PartySession;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pekko.actor.ExtendedActorSystem;

/** A coordinator, a provider, two parties and a client with keys, all of whom an {@link Adversary} can make lie. */
final class AdversaryCluster implements AutoCloseable {
  /** Who there is, with the operator of each. */
  static final Map<NodeRole, List<String>> ROLES = Map.of(NodeRole.COORDINATOR, List.of("carol"), NodeRole.PROVIDER,
      List.of("peggy"), NodeRole.PARTY, List.of("alice", "bob"), NodeRole.CLIENT, List.of("dora"));
  private static final double ULP = 1.0 / (1 << 16);
  private static final Duration UP = Duration.ofMinutes(2);
  private static final Pattern OF_SESSION = Pattern.compile("session-|run-|seat");

  /** What is run. */
  enum Flow {
    SPDZ2K_APART, BEAVER_STREAM, MASKED_STEPS,
    /** Who is there, a tape made, what tapes there are, and a run with it. */
    MASKED_TAPE;

    private RunOptions options() {
      return switch (this) {
        case SPDZ2K_APART -> RunOptions.defaults().withProtocol("spdz2k").withMode(RunMode.APART);
        case BEAVER_STREAM -> RunOptions.defaults().withProtocol("beaver");
        case MASKED_STEPS, MASKED_TAPE -> RunOptions.defaults().withProtocol("masked");
      };
    }

    /** How many take part: two parties, the client, and the provider if there is no tape. */
    int roles() {
      return this == MASKED_TAPE ? 3 : 4;
    }

    private int steps() {
      return switch (this) {
        case SPDZ2K_APART, BEAVER_STREAM, MASKED_TAPE -> 1;
        case MASKED_STEPS -> 2;
      };
    }
  }

  private final Adversary adversary;
  private final KeyDirectory keys;
  private final Path root;
  private final List<ParleyNode> nodes = new ArrayList<>();
  /** Each run has a plan of its own, so that it is fetched. */
  private final AtomicInteger plans = new AtomicInteger();
  private final Watched sessions = new Watched();
  private final Parley parley;

  /** Makes the keys of all. */
  static KeyDirectory keys(Path directory) {
    KeyDirectory ca = new KeyDirectory(directory, Optional.empty());
    ca.createCa("health.example");
    new PolicyFile(directory.resolve(PolicyFile.NAME)).create("health.example");
    ROLES.forEach((role, names) -> names.forEach(name -> ca.createIdentity(Optional.empty(), "of-" + name,
        IdentityRole.valueOf(role.name()), name)));
    return ca;
  }

  /**
   * @param id of the adversary, which no other has
   */
  AdversaryCluster(String id, KeyDirectory keys, Path root) throws InterruptedException {
    this.keys = keys;
    this.root = root;
    adversary = new Adversary(id, name -> keys.load(IdentityRole.valueOf(role(name).name()), name));
    nodes.add(start("carol", List.of()));
    List<String> seeds = List.of(nodes.getFirst().address().toString());
    Stream.of("peggy", "alice", "bob", "dora").forEach(name -> nodes.add(start(name, seeds)));
    for (ParleyNode node : nodes) {
      node.awaitUp(UP);
    }
    parley = Parley.over(new ClusterConnection(nodes.getLast()));
    parley.awaitMembers(2, true, UP);
  }

  private static NodeRole role(String name) {
    return ROLES.entrySet().stream().filter(e -> e.getValue().contains(name)).findFirst().orElseThrow().getKey();
  }

  private ParleyNode start(String name, List<String> seeds) {
    Map<String, Object> all = new HashMap<>(Map.of("parley.node.roles",
        List.of(role(name).name().toLowerCase(Locale.ROOT)), "parley.node.name", name, "parley.node.seeds", seeds,
        "parley.identity.directory", keys.path().toString(), "parley.tape.directory",
        root.resolve(adversary.id() + "-" + name).toString(), LyingSerializer.ADVERSARY, adversary.id(),
        LyingSerializer.NODE, name, "pekko.actor.serializers.parley", LyingSerializer.class.getName(),
        "pekko.remote.artery.advanced.instruments", List.of(Overheard.class.getName())));
    // Sessions that are left alone by a liar may take their time to end, and are in nobody's way meanwhile.
    all.putAll(Map.of("parley.session.max-concurrent", 10_000, "parley.session.max-per-client", 10_000,
        "parley.session.prepare-timeout", "5s", "parley.session.connect-timeout", "4s", "parley.client.connect-timeout",
        "60s"));
    NodeSettings settings = TestCluster.settings(all);
    return ParleyNode.start(settings, List.of(new Post(role(name), name)), sessions);
  }

  Adversary adversary() {
    return adversary;
  }

  /** Runs what the client asks for; its result is checked by who calls. */
  List<RunResult> run(Flow flow, Map<String, Values> inputs, Duration timeout) throws InterruptedException {
    Plan plan = PlansForTests.layer(2, "layer-" + plans.incrementAndGet());
    sessions.sent = new AtomicInteger();
    RunOptions options = flow.options().withTimeout(timeout);
    if (flow == Flow.MASKED_TAPE) {
      parley.members();
      parley.makeTape(plan, options);
      parley.tapes();
      sessions.sent = new AtomicInteger();
      options = options.withMode(RunMode.STORED);
    }
    return parley.run(Collections.nCopies(flow.steps(), new JobStep(plan, inputs)), options);
  }

  /** A node of whom the coordinator was in doubt may be some seconds away. */
  void runsHonestly(Flow flow, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Map<String, Values> inputs = PlansForTests.inputs(2, 1);
    while (true) {
      try {
        for (RunResult result : run(flow, inputs, patience)) {
          assertThat(result.output("y").data()).containsExactly(PlansForTests.layer(2, inputs), within(4 * ULP));
        }
        return;
      } catch (RunFailedException | BadRequestException e) {
        assertThat(System.nanoTime()).as("honest roles run no more: %s", e.getMessage()).isLessThan(end);
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  /** How many frames the client has sent since it last asked for a run. */
  int sentByClient() {
    return sessions.sent.get();
  }

  /** The paths of actors that belong to single runs, on all nodes. */
  List<String> actorsOfRuns() {
    return adversary.systems().entrySet().stream().flatMap(e -> tree(e.getValue()).lines()
        .filter(line -> OF_SESSION.matcher(line).find()).map(line -> e.getKey() + ": " + line.strip())).toList();
  }

  private static String tree(ExtendedActorSystem system) {
    return system.printTree();
  }

  @Override
  public void close() {
    nodes.reversed().forEach(ParleyNode::terminate);
    nodes.forEach(ParleyNode::close);
  }

  /** Real sessions; counts what the client sends. */
  private static final class Watched implements Sessions {
    private final Sessions real = Sessions.real();
    /** Of the session that the client takes part in next, since earlier ones may still go on. */
    private volatile AtomicInteger sent = new AtomicInteger();

    @Override
    public Protocol protocol(String name) {
      return real.protocol(name);
    }

    @Override
    public PartySession party(Plan plan, Protocol protocol, Roles roles, int self, Channel channel, long tapeBytes) {
      return real.party(plan, protocol, roles, self, channel, tapeBytes);
    }

    @Override
    public DealerSession dealer(Plan plan, Protocol protocol, Roles roles, Channel channel) {
      return real.dealer(plan, protocol, roles, channel);
    }

    @Override
    public ClientSession client(Plan plan, Protocol protocol, Roles roles, Channel channel) {
      AtomicInteger mine = sent;
      return real.client(plan, protocol, roles, new Channel() {
        @Override
        public void send(int peer, List<Message> frame) {
          channel.send(peer, frame);
          mine.incrementAndGet();
        }

        @Override
        public void help(BooleanSupplier done) {
          channel.help(done);
        }

        @Override
        public void leave() {
          channel.leave();
        }

        @Override
        public byte[] binding() {
          return channel.binding();
        }
      });
    }
  }
}
