package io.parley.client;

import io.parley.config.HostPort;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.PlanInputs;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.precision.Precision;
import io.parley.protocols.cost.ComparisonChoice;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.serialization.Job;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in for programs: brings inputs, has plans run on them by parties that see neither inputs nor outputs, and
 * receives the outputs. Safe for use by several threads.
 */
public final class Parley implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parley.class);
  private static final int MOST_LOCAL_PARTIES = 26;
  /** Of one job. */
  public static final int MOST_STEPS = Job.MOST_STEPS;
  private static final Duration LONGEST_WAIT = Duration.ofDays(7);
  private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LOCAL_START = Duration.ofSeconds(12);
  private static final Duration POLL = Duration.ofMillis(50);
  /** In the log; the result has all. */
  private static final int MOST_WARNINGS = 3;

  private final Connection connection;

  private final AtomicReference<Map.@Nullable Entry<Preparation, PreparedPlan>> last = new AtomicReference<>();

  private Parley(Connection connection) {
    this.connection = connection;
  }

  /**
   * Starts parties "a", "b" …, a provider and a coordinator within this JVM. For tests and experiments: whoever owns
   * the JVM could read everything.
   */
  public static Parley local(int parties) {
    if (parties < 1 || parties > MOST_LOCAL_PARTIES) {
      throw new BadRequestException("There can be 1 to " + MOST_LOCAL_PARTIES + " local parties, not " + parties);
    }
    Parley parley = over(Connector.load().local(parties));
    try {
      parley.awaitMembers(parties, true, LOCAL_START);
      return parley;
    } catch (InterruptedException e) {
      parley.close();
      Thread.currentThread().interrupt();
      throw new RunFailedException("", "Interrupted");
    }
  }

  /**
   * Joins a running cluster as a client, with the patience that {@code parley.client.connect-timeout} tells.
   *
   * @param address "host:port" of one of its nodes
   * @throws BadRequestException if there is no cluster, it has no coordinator, or its version does not work with this one
   */
  public static Parley connect(String address) throws InterruptedException {
    return connect(address, Optional.empty(), Map.of());
  }

  /**
   * Joins a running cluster as a client.
   *
   * @param address "host:port" of one of its nodes
   * @param patience with the cluster, and with its coordinator; 1 s to 10 minutes
   * @throws BadRequestException if there is no cluster, it has no coordinator, or its version does not work with this one
   */
  public static Parley connect(String address, Duration patience) throws InterruptedException {
    return connect(address, Optional.of(patience), Map.of());
  }

  /**
   * Joins a running cluster as a client.
   *
   * @param address "host:port" of one of its nodes
   * @param patience with the cluster, and with its coordinator; 1 s to 10 minutes; empty for what the settings tell
   * @param settings further ones, such as {@code parley.identity.directory}
   * @throws BadRequestException if there is no cluster, it has no coordinator, its version does not work with this one, or
   *     this client's keys are of no use
   */
  public static Parley connect(String address, Optional<Duration> patience, Map<String, ?> settings)
      throws InterruptedException {
    Map<String, Object> all = new HashMap<>(settings);
    patience.ifPresent(time -> all.put("parley.client.connect-timeout", time.toMillis() + "ms"));
    return connect(client(HostPort.parse(address), patience.orElse(DIAL_TIMEOUT), all));
  }

  private static NodeSettings client(HostPort seed, Duration patience, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("parley.node.name", "client-" + UUID.randomUUID().toString().substring(0, 8));
    settings.put("parley.node.roles", List.of("client"));
    settings.put("parley.node.host", hostTowards(seed, patience));
    settings.put("parley.node.seeds", List.of(seed.toString()));
    return NodeSettings.of(settings);
  }

  /**
   * Joins a running cluster as a client.
   *
   * @param settings of this node; its only role is client, and its seeds name the cluster
   * @throws BadRequestException if there is no cluster, it has no coordinator, or its version does not work with this one
   */
  public static Parley connect(NodeSettings settings) throws InterruptedException {
    if (!settings.roles().contains(NodeRole.CLIENT) || settings.seeds().isEmpty()) {
      throw new BadRequestException("To connect, node " + settings.name()
          + " needs the role client in parley.node.roles and the cluster's address in parley.node.seeds");
    }
    Parley parley = over(Connector.load().connect(settings));
    try {
      parley.members();
      return parley;
    } catch (RuntimeException | InterruptedException e) {
      parley.close();
      throw e;
    }
  }

  /** This machine's address on the way to the seed; fails at once if nobody listens there. */
  private static String hostTowards(HostPort seed, Duration patience) {
    Duration timeout = patience.compareTo(DIAL_TIMEOUT) < 0 ? patience : DIAL_TIMEOUT;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(seed.host(), seed.port()), (int) Math.max(1, timeout.toMillis()));
      return socket.getLocalAddress().getHostAddress();
    } catch (IOException e) {
      throw new BadRequestException("No node answers at " + seed + " (" + e.getMessage()
          + "). Start one there, or check the address", e);
    }
  }

  /** Over a connection that somebody else made; {@link #close} closes it. */
  public static Parley over(Connection connection) {
    return new Parley(connection);
  }

  /** Runs a plan with {@link RunOptions#defaults()}. */
  public RunResult run(Plan plan, Map<String, Values> inputs) throws InterruptedException {
    return run(plan, RunOptions.defaults(), inputs);
  }

  /**
   * Runs a plan, lowered or not. Blocks until its outputs are there.
   *
   * @param inputs those that the plan gives to {@link Plan#CLIENT}, by name
   * @throws BadRequestException if the inputs, the options or the cluster do not fit the plan; or if values may not fit,
   *     with {@link RangeCheck#STRICT}
   * @throws RunFailedException if a role fails or is lost, or time is up
   */
  public RunResult run(Plan plan, RunOptions options, Map<String, Values> inputs) throws InterruptedException {
    return run(List.of(new JobStep(plan, inputs)), options).getFirst();
  }

  /**
   * Runs plans one after the other as one job: all roles agree upon it once, so that each step but the first begins sooner
   * than a run of its own, with keys and randomness of its own. Blocks until all outputs are there.
   *
   * @param steps 1 to 1024, with the same options for all; if there are several, the mode is {@link RunMode#STREAM} or
   *     {@link RunMode#APART}
   * @return of each step; its total is the time since the step before
   * @throws BadRequestException if the inputs, the options or the cluster do not fit the plans; or if values may not fit,
   *     with {@link RangeCheck#STRICT}
   * @throws RunFailedException if a role fails or is lost, or time is up; nothing of the steps before is given then
   */
  public List<RunResult> run(List<JobStep> steps, RunOptions options) throws InterruptedException {
    if (options.mode() == RunMode.MAKE) {
      throw new BadRequestException("RunMode.MAKE gives no result. Call makeTape, or choose another mode");
    }
    if (steps.isEmpty() || steps.size() > MOST_STEPS) {
      throw new BadRequestException("A job has 1 to " + MOST_STEPS + " steps, not " + steps.size());
    }
    if (steps.size() > 1 && options.mode() == RunMode.STORED) {
      throw new BadRequestException("A tape is for one run. Run each step by itself, or choose another mode");
    }
    steps.forEach(step -> PlanInputs.check(step.plan(), step.inputs()));
    List<List<String>> warnings = steps.stream().map(step -> warnings(step.plan(), options.ranges(), step.inputs()))
        .toList();
    IdentityHashMap<Plan, PreparedPlan> prepared = new IdentityHashMap<>(); // a plan is large, and most are the same
    List<PreparedPlan> plans = new ArrayList<>();
    for (JobStep step : steps) {
      PreparedPlan plan = prepared.get(step.plan());
      if (plan == null) {
        plan = prepared(step.plan(), options);
        prepared.put(step.plan(), plan);
      }
      plans.add(plan);
    }
    List<RunResult> results = connection.submit(plans, options, steps.stream().map(JobStep::inputs).toList());
    return IntStream.range(0, results.size()).mapToObj(i -> results.get(i).withWarnings(warnings.get(i))).toList();
  }

  /** Of a plan that comes lowered nothing is known. */
  private static List<String> warnings(Plan plan, RangeCheck check, Map<String, Values> inputs) {
    if (check == RangeCheck.OFF || plan.isLowered()) {
      return List.of();
    }
    List<String> warnings = Precision.of(plan, Map.of(), inputs).warnings();
    if (check == RangeCheck.STRICT && !warnings.isEmpty()) {
      throw new BadRequestException(warnings.getFirst() + ". With RangeCheck.WARN it runs");
    }
    warnings.stream().limit(MOST_WARNINGS)
        .forEach(warning -> LOG.warn("Plan {} may give wrong numbers. {}", plan.name(), warning));
    return warnings;
  }

  /** What a plan becomes depends on no more than this. */
  private record Preparation(Plan plan, String protocol, Optional<ComparisonChoice> comparisons, int parties) {
    PreparedPlan prepare() {
      Protocol used = Protocols.byName(protocol);
      Plan lowered = plan.isLowered() ? plan : Lowering.lower(plan, used.target());
      return PreparedPlan.of(plan, comparisons.map(c -> c.choose(lowered, used, parties)).orElse(lowered));
    }
  }

  /** A plan that runs again is not lowered again. */
  private PreparedPlan prepared(Plan plan, RunOptions options) throws InterruptedException {
    Preparation wanted = new Preparation(plan, options.protocol(), options.comparisons(),
        options.comparisons().isPresent() ? parties(options) : 0);
    Map.Entry<Preparation, PreparedPlan> before = last.get();
    if (before != null && before.getKey().equals(wanted)) {
      return before.getValue();
    }
    PreparedPlan prepared = wanted.prepare();
    last.set(Map.entry(wanted, prepared));
    return prepared;
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
    return connection.submit(List.of(prepared(plan, options)), options.withMode(RunMode.MAKE), List.of(Map.of()))
        .getFirst().report();
  }

  /** The tapes made beforehand that lie in the stores of the cluster and of this client, from the oldest. */
  public List<TapeInfo> tapes() throws InterruptedException {
    return connection.tapes();
  }

  /**
   * Burns all that is left of a tape, or of all tapes, at the parties that are there and in this client's store. Other
   * clients' parts become useless.
   *
   * @param id empty for all
   * @return those of which there was anything left
   */
  public Set<UUID> burnTapes(Optional<UUID> id) throws InterruptedException {
    return connection.burnTapes(id);
  }

  /**
   * Who can take part at present.
   *
   * @throws BadRequestException if the cluster has no coordinator
   */
  public Members members() throws InterruptedException {
    return connection.members();
  }

  /**
   * Waits until the cluster has as many parties, and a provider if one is needed.
   *
   * @param parties at least 0
   * @param timeout at most 7 days; zero asks once
   * @throws BadRequestException naming what is missing, if that takes longer
   */
  public Members awaitMembers(int parties, boolean provider, Duration timeout) throws InterruptedException {
    if (parties < 0 || parties > RunOptions.MOST_PARTIES) {
      throw new BadRequestException("A cluster can be waited for until it has 0 to " + RunOptions.MOST_PARTIES
          + " parties, not " + parties);
    }
    if (timeout.isNegative() || timeout.compareTo(LONGEST_WAIT) > 0) {
      throw new BadRequestException("A cluster can be waited for at most " + LONGEST_WAIT.toDays() + " days, not "
          + timeout);
    }
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
    connection.close();
  }
}
