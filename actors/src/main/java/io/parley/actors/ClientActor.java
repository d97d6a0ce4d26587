package io.parley.actors;

import io.parley.actors.Directory.Present;
import io.parley.actors.transport.Steadfast;
import io.parley.client.Members;
import io.parley.client.PreparedPlan;
import io.parley.client.RunMode;
import io.parley.client.RunOptions;
import io.parley.config.NodeRole;
import io.parley.identity.Identity;
import io.parley.identity.SpiffeId;
import io.parley.plan.BadRequestException;
import io.parley.plan.lowering.Target;
import io.parley.serialization.Attempt;
import io.parley.serialization.TapeOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.jspecify.annotations.Nullable;

/** The client's node: finds the coordinator and has a {@link ClientRunActor} for each run. */
final class ClientActor {
  private static final Duration ASK_AGAIN = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  sealed interface Command {}

  /**
   * Runs a job.
   *
   * @param plans of its steps
   */
  record Submit(List<PreparedPlan> plans, byte[] job, ClientRunActor.Task task) implements Command {}

  record WhoIsThere(CompletableFuture<Members> result) implements Command {}

  /** Asks all parties about their tapes. */
  record Tapes(TapeOrder order, CompletableFuture<TapeAnswers> result) implements Command {}

  private record Answered(CompletableFuture<TapeAnswers> result, @Nullable TapeAnswers answers) implements Command {}

  private record Coordinators(Receptionist.Listing listing) implements Command {}

  private record Met(Introduced who) implements Command {}

  private record There(Attendance now) implements Command {}

  /** A node is in doubt. */
  record Lost(Incarnation node) implements Command {}

  private record Tick() implements Command {}

  /** What waits for a coordinator. */
  private record Waiting(Command command, Instant until) {}

  private final ActorContext<Command> context;
  private final NodeContext node;
  private final String name;
  private final Directory<Coordinator.Command> coordinators;
  private final ActorRef<Attendance> there;
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<CompletableFuture<Members>> asked = new ArrayList<>();
  private int runs;

  private ClientActor(ActorContext<Command> context, NodeContext node, String name) {
    this.context = context;
    this.node = node;
    this.name = name;
    this.there = context.messageAdapter(Attendance.class, There::new);
    ActorRef<Introduced> met = context.messageAdapter(Introduced.class, Met::new);
    this.coordinators = new Directory<>(coordinator -> coordinator.tell(new Coordinator.WhoAreYou(met)));
  }

  static Behavior<Command> create(NodeContext node, String name) {
    Behavior<Command> behavior = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
      ClientActor client = new ClientActor(context, node, name);
      context.getSystem().receptionist().tell(Receptionist.subscribe(Coordinator.KEY,
          context.messageAdapter(Receptionist.Listing.class, Coordinators::new)));
      NodeLoss.subscribe(context, Lost::new);
      timers.startTimerWithFixedDelay(new Tick(), ASK_AGAIN);
      return Behaviors.receiveMessage(client::onCommand);
    }));
    return Steadfast.of(behavior);
  }

  private Behavior<Command> onCommand(Command command) {
    switch (command) {
      case Submit submit -> onSubmit(submit);
      case WhoIsThere who -> onWhoIsThere(who);
      case Tapes tapes -> onTapes(tapes);
      case Answered(CompletableFuture<TapeAnswers> result, TapeAnswers answers) -> {
        if (answers == null) {
          result.completeExceptionally(new TimeoutException());
        } else {
          result.complete(answers);
        }
      }
      case Coordinators listed -> coordinators.list(listed.listing().getServiceInstances(Coordinator.KEY));
      case Met met -> onMet(met);
      case There answer -> onThere(answer);
      case Lost lost -> coordinators.doubt(who -> who.node().equals(lost.node()));
      case Tick _ -> onTick();
    }
    return Behaviors.same();
  }

  private void onSubmit(Submit submit) {
    coordinators.first().ifPresentOrElse(to -> start(submit, to), () -> await(submit));
  }

  private void start(Submit submit, Present<Coordinator.Command> coordinator) {
    RunOptions options = submit.task().options();
    Map<String, PreparedPlan> plans = new LinkedHashMap<>();
    submit.plans().forEach(plan -> plans.put(plan.program().planId(), plan));
    Target target = node.sessions().protocol(options.protocol()).target();
    plans.values().forEach(plan -> node.programs().keep(plan.program(), plan.lowered(), target));
    long[] bytes = submit.plans().stream().mapToLong(plan -> plan.encoded().length).toArray();
    Identity self = identity();
    SpiffeId identity = self.id();
    byte[] tapes = options.mode() == RunMode.STORED
        ? TapeOrders.sign(self, TapeOrders.list(Optional.of(submit.plans().getFirst().program().loweredId())))
        : new byte[0];
    context.spawn(ClientRunActor.create(node, coordinator, submit.task(),
        () -> plans.forEach((id, plan) -> node.plans().tell(new PlanStore.Put(id, plan.encoded(), plan.plan()))),
        context.getSelf(),
        run -> new RunRequest(submit.job(), new byte[0], options.resumptions(), Attempt.FIRST, bytes, node.plans(), run,
            identity.name(), identity.toString(), node.node(), tapes)),
        "run-" + runs++);
  }

  private Identity identity() {
    return node.credentials().as(NodeRole.CLIENT, name);
  }

  private void onWhoIsThere(WhoIsThere who) {
    coordinators.first().ifPresentOrElse(to -> {
      asked.add(who.result());
      to.actor().tell(new Coordinator.WhoIsThere(there));
    }, () -> await(who));
  }

  private void onTapes(Tapes tapes) {
    coordinators.first().ifPresentOrElse(to -> context.ask(TapeAnswers.class, to.actor(), PATIENCE,
        replyTo -> new Coordinator.Tapes(TapeOrders.sign(identity(), tapes.order()), replyTo),
        (answers, _) -> new Answered(tapes.result(), answers)),
        () -> await(tapes));
  }

  private void await(Command command) {
    waiting.add(new Waiting(command, Instant.now().plus(node.settings().clientTimeout())));
  }

  private void onMet(Met met) {
    coordinators.introduce(met.who());
    if (coordinators.byName().isEmpty()) {
      return;
    }
    List<Waiting> ready = List.copyOf(waiting);
    waiting.clear();
    ready.forEach(w -> onCommand(w.command()));
  }

  private void onThere(There answer) {
    asked.forEach(result -> result.complete(answer.now().members()));
    asked.clear();
  }

  private void onTick() {
    coordinators.askSilent();
    Instant now = Instant.now();
    waiting.removeIf(w -> {
      boolean late = now.isAfter(w.until());
      if (late) {
        giveUp(w.command());
      }
      return late;
    });
  }

  private void giveUp(Command command) {
    BadRequestException none = new BadRequestException(
        "The cluster has no coordinator. Start: parley node --role coordinator");
    switch (command) {
      case Submit submit -> submit.task().result().completeExceptionally(none);
      case WhoIsThere who -> who.result().completeExceptionally(none);
      case Tapes tapes -> tapes.result().completeExceptionally(none);
      case Answered _,Coordinators _,Met _,There _,Lost _,Tick _ -> {
      }
    }
  }
}
