package io.parley.actors;

import io.parley.actors.NodeGuardian.Post;
import io.parley.config.HostPort;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import io.parley.config.Version;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.PlanInputs;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.protocols.Protocol;
import io.parley.protocols.Protocols;
import io.parley.serialization.PlanCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in for programs: brings inputs, has plans run on them by parties that see neither inputs nor outputs, and
 * receives the outputs. Safe for use by several threads.
 */
public final class Parley implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parley.class);
  private static final int MOST_LOCAL_PARTIES = 26;
  private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CHECK = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(12);
  private static final Duration POLL = Duration.ofMillis(50);

  private final ParleyNode node;

  private Parley(ParleyNode node) {
    this.node = node;
  }

  /**
   * Starts parties "a", "b" …, a provider and a coordinator within this JVM. For tests and experiments: whoever owns
   * the JVM could read everything.
   */
  public static Parley local(int parties) {
    return local(parties, Sessions.real());
  }

  static Parley local(int parties, Sessions sessions) {
    return local(parties, sessions, Map.of());
  }

  static Parley local(int parties, Sessions sessions, Map<String, ?> more) {
    if (parties < 1 || parties > MOST_LOCAL_PARTIES) {
      throw new BadRequestException("There can be 1 to " + MOST_LOCAL_PARTIES + " local parties, not " + parties);
    }
    List<Post> posts = new ArrayList<>();
    for (int i = 0; i < parties; i++) {
      posts.add(new Post(NodeRole.PARTY, String.valueOf((char) ('a' + i))));
    }
    posts.add(new Post(NodeRole.PROVIDER, "provider"));
    posts.add(new Post(NodeRole.COORDINATOR, "coordinator"));
    posts.add(new Post(NodeRole.CLIENT, "client"));
    Map<String, Object> keys = new HashMap<>(more);
    keys.putAll(Map.of("parley.node.name", "local", "parley.node.roles",
        List.of("party", "provider", "coordinator", "client"), "parley.lane.transport", "memory"));
    return new Parley(ParleyNode.start(NodeSettings.of(keys), posts, sessions)).ready(parties);
  }

  private Parley ready(int parties) {
    try {
      awaitMembers(parties, true, ANSWER);
      return this;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new RunFailedException("", "Interrupted");
    }
  }

  /**
   * Joins a running cluster as a client.
   *
   * @param address "host:port" of one of its nodes
   * @throws BadRequestException if there is no cluster, it has no coordinator, or its version does not work with this one
   */
  public static Parley connect(String address) throws InterruptedException {
    HostPort seed = HostPort.parse(address);
    return connect(NodeSettings.of(Map.of("parley.node.name", "client-" + UUID.randomUUID().toString().substring(0, 8),
        "parley.node.roles", List.of("client"), "parley.node.host", hostTowards(seed), "parley.node.seeds",
        List.of(seed.toString()))));
  }

  /**
   * Joins a running cluster as a client.
   *
   * @param settings of this node; its only role is client, and its seeds name the cluster
   * @throws BadRequestException if there is no cluster, it has no coordinator, or its version does not work with this one
   */
  public static Parley connect(NodeSettings settings) throws InterruptedException {
    return connect(settings, Version.ofThisBuild());
  }

  static Parley connect(NodeSettings settings, Version version) throws InterruptedException {
    if (!settings.roles().contains(NodeRole.CLIENT) || settings.seeds().isEmpty()) {
      throw new BadRequestException("To connect, node " + settings.name()
          + " needs the role client in parley.node.roles and the cluster's address in parley.node.seeds");
    }
    Parley parley = new Parley(ParleyNode.start(settings, version));
    try {
      parley.node.awaitUp(settings.clientTimeout());
      parley.members();
      return parley;
    } catch (RuntimeException | InterruptedException e) {
      parley.close();
      throw e;
    }
  }

  /** This machine's address on the way to the seed; fails at once if nobody listens there. */
  private static String hostTowards(HostPort seed) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(seed.host(), seed.port()), (int) DIAL_TIMEOUT.toMillis());
      return socket.getLocalAddress().getHostAddress();
    } catch (IOException e) {
      throw new BadRequestException("No node answers at " + seed + " (" + e.getMessage()
          + "). Start one there, or check the address", e);
    }
  }

  /** Runs a plan with {@link RunOptions#defaults()}. */
  public RunResult run(Plan plan, Map<String, INDArray> inputs) throws InterruptedException {
    return run(plan, RunOptions.defaults(), inputs);
  }

  /**
   * Runs a plan, lowered or not. Blocks until its outputs are there.
   *
   * @param inputs those that the plan gives to {@link Plan#CLIENT}, by name
   * @throws BadRequestException if the inputs, the options or the cluster do not fit the plan
   * @throws RunFailedException if a role fails or is lost, or time is up
   */
  public RunResult run(Plan plan, RunOptions options, Map<String, INDArray> inputs) throws InterruptedException {
    Map<String, Values> values = new LinkedHashMap<>();
    inputs.forEach((name, array) -> values.put(name, NdArrays.toValues(name, array)));
    return runValues(plan, options, values);
  }

  /** Likewise, without ND4J. */
  public RunResult runValues(Plan plan, RunOptions options, Map<String, Values> inputs) throws InterruptedException {
    if (options.mode() == RunMode.MAKE) {
      throw new BadRequestException("RunMode.MAKE gives no result. Call makeTape, or choose another mode");
    }
    Plan lowered = lowered(plan, options);
    PlanInputs.check(lowered, inputs);
    return submit(lowered, options, inputs);
  }

  private Plan lowered(Plan plan, RunOptions options) throws InterruptedException {
    Protocol protocol = Protocols.byName(options.protocol());
    Plan lowered = plan.isLowered() ? plan : Lowering.lower(plan, protocol.target());
    return options.comparisons().isPresent()
        ? options.comparisons().get().choose(lowered, protocol, parties(options))
        : lowered;
  }

  private int parties(RunOptions options) throws InterruptedException {
    int named = options.parties().orElse(options.partyNames().size());
    return named == 0 ? members().parties().size() : named;
  }

  /**
   * Has the provider deal a tape for a later run of a plan with the same options and {@link RunMode#STORED}. Every party
   * keeps its part in its tape store, and so does this client if the protocol deals to it.
   *
   * @return what it cost; the session is the tape's id
   * @throws BadRequestException if the options or the cluster do not fit the plan, or a store cannot be written to
   * @throws RunFailedException if a role fails or is lost, or time is up
   */
  public RunReport makeTape(Plan plan, RunOptions options) throws InterruptedException {
    return submit(lowered(plan, options), options.withMode(RunMode.MAKE), Map.of()).report();
  }

  /** The tapes made beforehand that lie in the stores of the cluster and of this client, from the oldest. */
  public List<TapeInfo> tapes() throws InterruptedException {
    return TapeInfo.of(onAllNodes(TapeOrder.list()));
  }

  /**
   * Burns all that is left of a tape, or of all tapes, at the parties that are there and in this client's store. Other
   * clients' parts become useless.
   *
   * @param id empty for all
   * @return those of which there was anything left
   */
  public Set<UUID> burnTapes(Optional<UUID> id) throws InterruptedException {
    Set<UUID> burned = new TreeSet<>();
    onAllNodes(TapeOrder.burn(id)).forEach(answer -> burned.addAll(answer.burned()));
    return burned;
  }

  private List<TapeAnswer> onAllNodes(TapeOrder order) throws InterruptedException {
    CompletableFuture<TapeAnswers> result = new CompletableFuture<>();
    result.orTimeout(node.settings().clientTimeout().plus(ANSWER).toMillis(), TimeUnit.MILLISECONDS);
    List<TapeAnswer> answers = new ArrayList<>(
        ask(result, () -> false, new ClientActor.Tapes(order, result)).answers());
    answers.add(order.carryOut(node.tapes(), node.name(), TapeOrder::isOfClient));
    answers.forEach(TapeAnswer::check);
    return answers;
  }

  private RunResult submit(Plan lowered, RunOptions options, Map<String, Values> inputs) throws InterruptedException {
    long begin = System.nanoTime();
    byte[] bytes = PlanCodec.encode(lowered);
    List<UUID> tapes = options.mode() == RunMode.STORED ? ownTapes(PlanCodec.id(bytes)) : List.of();
    ClientRun.Task task = new ClientRun.Task(options, inputs, tapes, new AtomicBoolean(), new CompletableFuture<>());
    try {
      ClientRun.Won won = ask(task.result(), task.begun()::get, new ClientActor.Submit(lowered, bytes, task));
      return new RunResult(won.outputs(), report(options, won, (System.nanoTime() - begin) / 1e9));
    } catch (InterruptedException e) {
      task.result().cancel(true);
      throw e;
    }
  }

  private List<UUID> ownTapes(String planId) {
    TapeAnswer own = TapeOrder.list(planId).carryOut(node.tapes(), node.name(), TapeOrder::isOfClient);
    own.check();
    return own.parts().stream().map(part -> part.tape().id()).toList();
  }

  private static RunReport report(RunOptions options, ClientRun.Won won, double totalSeconds) {
    return new RunReport(won.session(), options.protocol(), options.mode(),
        won.roles().stream().mapToDouble(RoleReport::offlineSeconds).max().orElse(0),
        won.roles().stream().mapToDouble(RoleReport::onlineSeconds).max().orElse(0), totalSeconds, won.roles());
  }

  /**
   * Who can take part at present.
   *
   * @throws BadRequestException if the cluster has no coordinator
   */
  public Members members() throws InterruptedException {
    CompletableFuture<Members> result = new CompletableFuture<>();
    result.orTimeout(node.settings().clientTimeout().plus(ANSWER).toMillis(), TimeUnit.MILLISECONDS);
    return ask(result, () -> false, new ClientActor.WhoIsThere(result));
  }

  /** Waits for an answer; asks once more if the client's node begins a new life before the question was passed on. */
  private <T> T ask(CompletableFuture<T> result, BooleanSupplier passedOn, ClientActor.Command question)
      throws InterruptedException {
    while (true) {
      ActorRef<ClientActor.Command> client = node.client();
      client.tell(question);
      while (!node.isOver(client) || result.isDone()) {
        try {
          return result.get(CHECK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          LOG.trace("Still no answer", e);
        } catch (ExecutionException e) {
          throw failure(e.getCause());
        }
      }
      node.checkNotRefused();
      if (passedOn.getAsBoolean()) {
        throw new RunFailedException("", "The client has left the cluster, and joins it again");
      }
      if (node.isStopping()) {
        throw new IllegalStateException("This Parley is closed");
      }
      Thread.sleep(POLL);
    }
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case BadRequestException e -> new BadRequestException(String.valueOf(e.getMessage()), e);
      case RunFailedException e -> e;
      case TimeoutException _ -> new RunFailedException("", "The coordinator does not answer");
      case null, default -> new IllegalStateException(cause);
    };
  }

  /**
   * Waits until the cluster has as many parties, and a provider if one is needed.
   *
   * @throws BadRequestException naming what is missing, if that takes longer
   */
  public Members awaitMembers(int parties, boolean provider, Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      Members members = members();
      if (members.parties().size() >= parties && (!provider || !members.providers().isEmpty())) {
        return members;
      }
      if (System.nanoTime() > end) {
        throw new BadRequestException("The cluster has " + members + "; " + parties + " parties"
            + (provider ? " and a provider" : "") + " did not come up within " + timeout.toSeconds() + " s");
      }
      Thread.sleep(POLL);
    }
  }

  /** Leaves the cluster, or ends the local one. */
  @Override
  public void close() {
    node.close();
  }
}
