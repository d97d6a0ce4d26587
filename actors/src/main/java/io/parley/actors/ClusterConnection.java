package io.parley.actors;

import io.parley.client.Connection;
import io.parley.client.Members;
import io.parley.client.PreparedPlan;
import io.parley.client.RoleReport;
import io.parley.client.RunFailedException;
import io.parley.client.RunMode;
import io.parley.client.RunOptions;
import io.parley.client.RunReport;
import io.parley.client.RunResult;
import io.parley.client.TapeInfo;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import io.parley.protocols.spi.Protocols;
import io.parley.serialization.Job;
import io.parley.serialization.RunCodec;
import io.parley.serialization.Step;
import io.parley.serialization.TapeOrder;
import java.time.Duration;
import java.util.ArrayList;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the client's actor of a node. */
final class ClusterConnection implements Connection {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterConnection.class);
  private static final Duration CHECK = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(12);
  private static final Duration POLL = Duration.ofMillis(50);

  /** How long a run may wait for its turn and to begin, and clocks may differ. */
  private static final Duration LEEWAY = Duration.ofDays(1);

  private final ParleyNode node;

  ClusterConnection(ParleyNode node) {
    this.node = node;
  }

  @Override
  public List<RunResult> submit(List<PreparedPlan> plans, RunOptions options, List<Map<String, Values>> inputs)
      throws InterruptedException {
    StepResults results = new StepResults(plans.size());
    byte[] job = RunCodec.encode(job(plans, options));
    ClientRunActor.Task task = new ClientRunActor.Task(options, inputs, results, new AtomicBoolean(),
        new CompletableFuture<>());
    try {
      ClientRunActor.Won won = ask(task.result(), task.begun()::get,
          new ClientActor.Submit(plans, job, task));
      return won.steps().stream().map(step -> new RunResult(step.outputs(), report(options, won.session(), step)))
          .toList();
    } catch (InterruptedException e) {
      task.result().cancel(true);
      throw e;
    }
  }

  private Job job(List<PreparedPlan> plans, RunOptions options) {
    Duration timeout = options.timeout().orElse(node.settings().session().timeout());
    List<Step> steps = plans.stream().map(plan -> step(plan, options)).toList();
    return new Job(Nonce.fresh(), System.currentTimeMillis() + timeout.plus(LEEWAY).toMillis(),
        timeout.toMillis(), steps, List.of());
  }

  private Step step(PreparedPlan plan, RunOptions options) {
    return new Step(plan.program(), options.protocol(), Dealings.of(options.mode()), options.parties().orElse(0),
        options.partyNames(), Step.inputsOf(plan.plan()), Step.outputsOf(plan.plan()), ownTapes(plan, options));
  }

  /** Those of which this client has to hold a part. */
  private List<UUID> ownTapes(PreparedPlan plan, RunOptions options) {
    boolean takesPart = options.mode() == RunMode.STORED && Protocols.byName(options.protocol()).dealsToClient();
    return takesPart ? ownTapes(plan.program().loweredId()) : List.of();
  }

  private List<UUID> ownTapes(String planId) {
    TapeAnswer own = TapeOrders.ofClient(TapeOrders.list(Optional.of(planId)), node.tapes(), node.name());
    own.check();
    return own.parts().stream().map(part -> part.tape().id()).toList();
  }

  private static RunReport report(RunOptions options, UUID session, StepResults.Result step) {
    return new RunReport(session, options.protocol(), options.mode(),
        step.roles().stream().mapToDouble(RoleReport::offlineSeconds).max().orElse(0),
        step.roles().stream().mapToDouble(RoleReport::onlineSeconds).max().orElse(0), step.seconds(), step.roles());
  }

  @Override
  public List<TapeInfo> tapes() throws InterruptedException {
    return TapeAnswers.tapes(onAllNodes(TapeOrders.list(Optional.empty())));
  }

  @Override
  public Set<UUID> burnTapes(Optional<UUID> id) throws InterruptedException {
    Set<UUID> burned = new TreeSet<>();
    onAllNodes(TapeOrders.burn(id)).forEach(answer -> burned.addAll(answer.burned()));
    return burned;
  }

  private List<TapeAnswer> onAllNodes(TapeOrder order) throws InterruptedException {
    CompletableFuture<TapeAnswers> result = new CompletableFuture<>();
    result.orTimeout(node.settings().clientTimeout().plus(ANSWER).toMillis(), TimeUnit.MILLISECONDS);
    List<TapeAnswer> answers = new ArrayList<>(
        ask(result, () -> false, new ClientActor.Tapes(order, result)).answers());
    answers.add(TapeOrders.ofClient(order, node.tapes(), node.name()));
    answers.forEach(TapeAnswer::check);
    return answers;
  }

  @Override
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

  /** Leaves the cluster, or ends the local one. */
  @Override
  public void close() {
    node.close();
  }
}
