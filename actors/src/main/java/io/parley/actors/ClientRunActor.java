package io.parley.actors;

import io.parley.actors.Directory.Present;
import io.parley.actors.transport.Steadfast;
import io.parley.client.Progress;
import io.parley.client.RoleReport;
import io.parley.client.RunFailedException;
import io.parley.client.RunMode;
import io.parley.client.RunOptions;
import io.parley.config.NodeRole;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import io.parley.protocols.spi.Protocols;
import io.parley.serialization.Attempt;
import io.parley.serialization.ContractCodec;
import io.parley.serialization.ControlMessage;
import io.parley.serialization.Request;
import io.parley.serialization.RunCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's end of one job: asks the coordinator for it, takes the client's own part, and hears how it ended. If a role was
 * lost, and the client allows it, asks again from the first step that is not done.
 */
final class ClientRunActor {
  private static final Logger LOG = LoggerFactory.getLogger(ClientRunActor.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  /** Beyond a run's own timeout, of which the coordinator tells. */
  private static final Duration GRACE = Duration.ofSeconds(30);
  /** Between attempts. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  sealed interface Command {}

  /** The run has begun this step. */
  record Reached(Progress step) implements Command, ControlMessage {}

  /** The run waits for its turn; also a sign of life. */
  record Queued(int place) implements Command, ControlMessage {}

  /**
   * What the client is to sign, for the run to begin; or what it has signed, to begin again.
   *
   * @param request the bytes of a {@link Request}
   */
  record Offered(byte[] request, Attempt attempt, ActorRef<Conductor.Command> conductor, Incarnation conductorNode)
      implements
        Command,
        ControlMessage {}

  /** What one role spent in a step that all have done; one message for each, since a report of a large plan is large. */
  record Spent(int step, RoleReport report) implements Command, ControlMessage {}

  /** All roles have finished. */
  record Succeeded() implements Command, ControlMessage {}

  /**
   * @param node at fault; empty if unknown
   * @param cause one line
   */
  record Failed(Fault.Kind kind, String node, String cause) implements Command, ControlMessage {}

  /** The user does not wait any more. */
  private record Cancel() implements Command {}

  private record Unanswered(Duration patience) implements Command {}

  private record Lost(Incarnation node) implements Command {}

  /**
   * @param resumption of the attempt that it was in
   * @param succeeded whether the run did, as its seat heard
   */
  private record SeatEnded(int resumption, boolean succeeded) implements Command {}

  private record AskAgain() implements Command {}

  /** The coordinator has not said within its time how the run ended. */
  private record NoVerdict() implements Command {}

  /** What came of it. */
  record Won(UUID session, List<StepResults.Result> steps) {}

  /**
   * What is to be run.
   *
   * @param inputs of each step
   * @param results takes what comes of each step
   * @param begun set once a coordinator was asked, so that the run must not be asked for again
   * @param result completed with a BadRequestException or a RunFailedException if nothing comes of it; cancelled by a
   *     user who does not wait any more
   */
  record Task(RunOptions options, List<Map<String, Values>> inputs, StepResults results, AtomicBoolean begun,
      CompletableFuture<Won> result) {}

  private final ActorContext<Command> context;
  private final NodeContext node;
  private final Introduced coordinator;
  private final ActorRef<Coordinator.Command> coordinatorActor;
  private final RunRequest request;
  private final Instant until;
  private final Task task;
  /** Puts the job's plans where they are fetched. */
  private final Runnable plans;
  private final ActorRef<ClientActor.Command> parent;
  private int resumption;
  /** What ended the attempt before, while there is no new one. */
  private @Nullable RuntimeException before;
  private SessionActor.@Nullable Conducted run;
  private byte @Nullable [] signed;
  private @Nullable ActorRef<SessionActor.Command> seat;
  private boolean seated;
  /** As its seat heard; the reports and the coordinator's word may be on their way yet. */
  private boolean released;
  private @Nullable Progress last;
  private int place;

  private ClientRunActor(ActorContext<Command> context, NodeContext node, Present<Coordinator.Command> coordinator,
      RunRequest request, Runnable plans, Task task, ActorRef<ClientActor.Command> parent) {
    this.plans = plans;
    this.context = context;
    this.node = node;
    this.coordinator = coordinator.who();
    this.coordinatorActor = coordinator.actor();
    this.request = request;
    this.task = task;
    this.parent = parent;
    this.until = Instant.now().plus(timeout());
  }

  private Duration timeout() {
    return task.options().timeout().orElse(node.settings().session().timeout());
  }

  /**
   * @param plans puts the job's plans where they are fetched
   * @param parent is told if the coordinator is lost
   * @param request makes the request, with this actor in it
   */
  static Behavior<Command> create(NodeContext node, Present<Coordinator.Command> coordinator,
      Task task, Runnable plans, ActorRef<ClientActor.Command> parent,
      Function<ActorRef<Command>, RunRequest> request) {
    return Steadfast.of(Behaviors.setup(context -> Behaviors.withTimers(timers -> {
      RunRequest asked = request.apply(context.getSelf());
      ClientRunActor run = new ClientRunActor(context, node, coordinator, asked, plans, task, parent);
      NodeLoss.subscribe(context, Lost::new);
      run.expect(PATIENCE, timers);
      ActorRef<Command> self = context.getSelf();
      var _ = task.result().whenComplete((_, failure) -> {
        if (failure instanceof CancellationException) {
          self.tell(new Cancel());
        }
      });
      task.begun().set(true);
      plans.run();
      coordinator.actor().tell(new Coordinator.Run(asked));
      return Behaviors.receive((_, command) -> run.onCommand(command, timers), (_, signal) -> run.onSignal(signal));
    })));
  }

  private Behavior<Command> onCommand(Command command, TimerScheduler<Command> timers) {
    return switch (command) {
      case Reached reached -> onReached(reached, timers);
      case Queued queued -> onQueued(queued, timers);
      case Offered offered -> onOffered(offered);
      case Spent spent -> onSpent(spent);
      case AskAgain _ -> onAskAgain(timers);
      case Succeeded _ -> onSucceeded();
      case Failed failed -> onFailed(failed, timers);
      case Cancel _ -> onCancel();
      case Unanswered(Duration patience) -> fail("it did not answer within " + patience.toSeconds() + " s");
      case Lost lost -> lost.node().equals(coordinator.node()) ? fail("its node was lost") : Behaviors.same();
      case SeatEnded ended -> onSeatEnded(ended, timers);
      case NoVerdict _ -> released
          ? onSucceeded() // what the coordinator said of it is lost
          : end(new RunFailedException("", "The client's session ended, and the coordinator does not say why"));
    };
  }

  private Behavior<Command> onReached(Reached reached, TimerScheduler<Command> timers) {
    expect(timeout().plus(GRACE), timers);
    if (reached.step() != last) {
      last = reached.step();
      tell(last);
    }
    return Behaviors.same();
  }

  private Behavior<Command> onQueued(Queued queued, TimerScheduler<Command> timers) {
    expect(PATIENCE, timers);
    if (queued.place() != place) {
      place = queued.place();
      tell(() -> task.options().queue().accept(place));
    }
    return Behaviors.same();
  }

  /** The coordinator is lost if it says nothing for so long. */
  private void expect(Duration patience, TimerScheduler<Command> timers) {
    timers.startSingleTimer(Unanswered.class, new Unanswered(patience), patience);
  }

  private void tell(Progress step) {
    tell(() -> task.options().progress().accept(step));
  }

  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOG.warn("A listener to progress failed", e);
    }
  }

  /** Signs only for the job that it asked for, among a cast that its own settings allow, whatever a coordinator proposes. */
  private Behavior<Command> onOffered(Offered offered) {
    if (task.result().isDone()) {
      return onCancel();
    }
    if (offered.attempt().resumption() != resumption) { // of an attempt that is over
      return Behaviors.same();
    }
    if (run != null) { // asked again, since the answer was lost or is on its way
      run.conductor().tell(new Conductor.Requested(Objects.requireNonNull(signed)));
      return Behaviors.same();
    }
    SessionActor.Conducted part;
    byte[] answer;
    try {
      Request read = ContractCodec.request(offered.request());
      if (!read.proposal().jobId().equals(RunCodec.id(request.job()))) {
        throw new BadRequestException("the coordinator proposes another job than it asked for");
      }
      if (read.resumptions() != request.resumptions() || offered.attempt().fromStep() != task.results().complete()
          || (signed != null && !Arrays.equals(body(signed), offered.request()))) {
        throw new BadRequestException("the coordinator proposes to begin the job otherwise than it asked for");
      }
      Protocols.checkParties(node.sessions().protocol(read.proposal().first().protocol()), read.roles().parties());
      answer = signed != null
          ? signed
          : ContractCodec.encode(
              node.credentials().as(NodeRole.CLIENT, request.clientName()).sign(ContractCodec.REQUEST,
                  offered.request()));
      part = new Proposed(answer, read.roles().client(), offered.attempt(), request.planBytes(), node.plans(),
          offered.conductor(), offered.conductorNode())
          .read(read, node.credentials(), NodeRole.CLIENT, request.clientName());
    } catch (BadRequestException e) {
      offered.conductor().tell(new Conductor.Failed(-1,
          new Fault(Fault.Kind.REQUEST, -1, "The client refuses: " + e.getMessage())));
      return Behaviors.same();
    }
    run = part;
    signed = answer;
    before = null;
    seated = true;
    ActorRef<Command> self = context.getSelf();
    int attempt = resumption;
    ActorRef<SessionActor.Command> taken = context.spawn(SessionActor.create(node.surroundings(), part,
        node.work(part, this::seat), RunGate.OPEN, succeeded -> self.tell(new SeatEnded(attempt, succeeded))),
        attempt == 0 ? "seat" : "seat-" + attempt);
    context.watchWith(taken, new SeatEnded(attempt, false));
    seat = taken;
    offered.conductor().tell(new Conductor.Requested(answer));
    return Behaviors.same();
  }

  private Seat.Factory seat(SessionActor.Conducted run) {
    Assignment part = run.part();
    int step = run.step();
    Seat.Factory client = Seat.client(node.sessions(), part, task.inputs().get(step),
        outputs -> task.results().reveal(step, outputs));
    return switch (part.mode()) {
      case STREAM, APART -> client;
      case MAKE -> Seat.telling(TapeMaking.of(node.sessions(), run, node.tapes()),
          () -> task.results().reveal(step, Map.of()));
      case STORED -> TapeUse.of(node, run, node.sessions().protocol(part.protocol()).dealsToClient(), client);
    };
  }

  private Behavior<Command> onSpent(Spent spent) {
    if (run != null) {
      task.results().spent(spent.step(), spent.report(), run.request().cast().size());
    }
    return Behaviors.same();
  }

  /** The coordinator need not be believed. */
  private Behavior<Command> onSucceeded() {
    if (run == null || task.result().isDone()) {
      return seated ? Behaviors.same() : Behaviors.stopped();
    }
    if (!task.results().isRevealed()) {
      return onFalseSuccess();
    }
    tell(Progress.DONE);
    task.result().complete(new Won(run.request().proposal().session(), task.results().all()));
    return seated ? Behaviors.same() : Behaviors.stopped();
  }

  /** What it has of the outputs by now is no result. */
  private Behavior<Command> onFalseSuccess() {
    String cause = "coordinator (" + coordinator.name() + "): it says that the run has succeeded, before it has";
    if (seat != null) {
      seat.tell(new SessionActor.Abort(cause));
    }
    return end(new RunFailedException(coordinator.name(), cause));
  }

  private Behavior<Command> onFailed(Failed failed, TimerScheduler<Command> timers) {
    RuntimeException failure = switch (failed.kind()) {
      case REQUEST -> new BadRequestException(failed.cause());
      case PEER, LOST, TIMEOUT, BUG -> new RunFailedException(failed.node(), failed.cause());
    };
    RuntimeException lost = before;
    boolean again = lost == null
        ? failed.kind() == Fault.Kind.LOST && signed != null && resumption < request.resumptions()
        : failed.kind() == Fault.Kind.REQUEST; // who was lost is not there yet
    if (task.result().isDone() || !again || Instant.now().plus(PAUSE).isAfter(until)) {
      return end(lost == null ? failure : lost);
    }
    if (lost == null) {
      LOG.warn("{}. The job is taken up again at step {}", failed.cause(), task.results().complete());
      if (seat != null) {
        seat.tell(new SessionActor.Abort(failed.cause()));
      }
      before = failure;
      resumption++;
      run = null;
      seat = null;
      seated = false;
      last = null;
      task.results().beginAgain();
    }
    timers.startSingleTimer(new AskAgain(), PAUSE);
    return Behaviors.same();
  }

  private static byte[] body(byte[] signed) {
    return ContractCodec.signed(signed).body();
  }

  private Behavior<Command> onAskAgain(TimerScheduler<Command> timers) {
    if (task.result().isDone()) {
      return seated ? Behaviors.same() : Behaviors.stopped();
    }
    expect(PATIENCE, timers);
    plans.run();
    coordinatorActor.tell(new Coordinator.Run(
        request.again(body(Objects.requireNonNull(signed)), new Attempt(resumption, task.results().complete(), 0))));
    return Behaviors.same();
  }

  private Behavior<Command> fail(String how) {
    parent.tell(new ClientActor.Lost(coordinator.node()));
    if (released) {
      return onSucceeded();
    }
    return end(new RunFailedException(coordinator.name(), "coordinator (" + coordinator.name() + "): lost, " + how));
  }

  /** There may be no conductor to tell yet. */
  private Behavior<Command> onCancel() {
    if (run == null) {
      coordinatorActor.tell(new Coordinator.Withdraw(context.getSelf()));
      return Behaviors.same();
    }
    int self = run.part().role();
    run.conductor().tell(new Conductor.Failed(self, new Fault(Fault.Kind.PEER, self, "cancelled the run")));
    return seated ? Behaviors.same() : Behaviors.stopped();
  }

  /** The seat, if there is one, ends by the conductor's word or by its absence. */
  private Behavior<Command> end(RuntimeException failure) {
    task.result().completeExceptionally(failure);
    return seated ? Behaviors.same() : Behaviors.stopped();
  }

  private Behavior<Command> onSeatEnded(SeatEnded ended, TimerScheduler<Command> timers) {
    if (ended.resumption() != resumption) {
      return Behaviors.same(); // of an attempt that is over
    }
    seated = false;
    released |= ended.succeeded();
    if (task.result().isDone()) {
      return Behaviors.stopped();
    }
    timers.startSingleTimer(new NoVerdict(), PATIENCE);
    return Behaviors.same();
  }

  private Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof PostStop) {
      task.result().completeExceptionally(new RunFailedException("", "The client has left the cluster"));
    }
    return Behaviors.same();
  }
}
