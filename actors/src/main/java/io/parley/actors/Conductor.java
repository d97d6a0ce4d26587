package io.parley.actors;

import io.parley.actors.transport.RemoteWatch;
import io.parley.actors.transport.Steadfast;
import io.parley.client.Progress;
import io.parley.plan.BadRequestException;
import io.parley.protocols.engine.Usage;
import io.parley.serialization.Attempt;
import io.parley.serialization.ControlMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conducts one job: seats every role, introduces their ends to each other, starts the phases of each step and gathers what
 * they cost. What comes next begins when every role has done what came before. The first fault of any role ends the run for
 * all. Sees neither the plan's inputs nor any share.
 */
final class Conductor {
  private static final Logger LOG = LoggerFactory.getLogger(Conductor.class);

  /** Characters of what a role says that it waits for. */
  private static final int MOST_TOLD = 300;
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final Duration DRAIN = Duration.ofSeconds(20);

  sealed interface Command {}

  /** What a role says of its part in the run. */
  sealed interface FromRole extends Command {
    int role();
  }

  /** What it says of a step of the job. */
  sealed interface OfStep extends FromRole {
    int step();
  }

  /** It has taken its seat, from which it may be told to end. */
  record Taken(int role, ActorRef<SessionActor.Command> seat) implements FromRole, ControlMessage {}

  /**
   * It has the plan, and its end is open.
   *
   * @param accept what it has signed
   */
  record Ready(int role, byte[] accept) implements FromRole, ControlMessage {}

  /**
   * The client agrees to who takes part.
   *
   * @param request what it has signed
   */
  record Requested(byte[] request) implements Command, ControlMessage {}

  /** Its lanes stand. */
  record Connected(int role, int step) implements OfStep, ControlMessage {}

  /** The offline phase of a step is over for it. */
  record Dealt(int role, int step, long nanos) implements OfStep, ControlMessage {}

  /** The online phase of a step is over for it. */
  record Finished(int role, int step, long nanos, Usage usage, long peakRssBytes) implements OfStep, ControlMessage {}

  /**
   * @param what it has waited for, and how long; empty if it gets on
   */
  record Waits(int role, String what) implements FromRole, ControlMessage {}

  record Failed(int role, Fault fault) implements FromRole, ControlMessage {}

  /** Its seat is empty, and nothing of the session left there. */
  record Ended(int role) implements FromRole, ControlMessage {}

  private record Planned(PlanStore.Answer answer) implements Command {}

  private record Lost(Incarnation node) implements Command {}

  private record Overdue(Progress step) implements Command {}

  private record Drained() implements Command {}

  /** Says again what has had no answer yet: the network may have lost it. */
  private record Again() implements Command {}

  /** One role of the run. */
  record Member(int role, String name, Incarnation node, Opener opener) {}

  /** Sends a role its part. */
  interface Opener {
    void open(byte[] request, Attempt attempt, ActorRef<Command> conductor, Incarnation conductorNode);
  }

  /** Who conducts, for those who answer. */
  record Self(ActorRef<Command> actor, Incarnation node) {}

  /** How a run ended, for the coordinator. */
  record Outcome(Set<Incarnation> doubtful, Optional<UUID> tape) {
    Outcome {
      doubtful = Set.copyOf(doubtful);
    }
  }

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final RunRequest request;
  private final Attempt attempt;
  private final List<Assignment> steps;
  /** As in all steps, but for the session and the program. */
  private final Assignment part;
  private final PlanGathering plans;
  private final Map<Integer, Member> members = new TreeMap<>();
  private final Duration prepareTimeout;
  private final ActorRef<Outcome> coordinator;
  private final Map<Integer, ActorRef<SessionActor.Command>> seats = new HashMap<>();
  private final Gathering gathering;
  private byte[] contract = new byte[0];
  private final StepCosts costs = new StepCosts();
  private final Map<Integer, String> waits = new TreeMap<>();
  private final Set<Integer> awaited = new HashSet<>();
  private final Set<Integer> emptied = new HashSet<>();
  private Progress step = Progress.PREPARING;
  /** The step of the job that goes on. */
  private int at;
  private Optional<SessionActor.Command> verdict = Optional.empty();

  private Conductor(ActorContext<Command> context, TimerScheduler<Command> timers, RunRequest request, Course course,
      List<Member> members, ActorRef<PlanStore.Command> store, Duration prepareTimeout, ActorRef<Outcome> coordinator) {
    this.context = context;
    this.timers = timers;
    this.request = request;
    this.attempt = course.attempt();
    this.steps = course.steps();
    this.at = attempt.fromStep();
    this.part = steps.get(at);
    this.plans = new PlanGathering(store, steps.stream().map(step -> step.program().planId()).toList(),
        request.planBytes(),
        at, request.plans());
    this.gathering = new Gathering(course.offer(), attempt);
    members.forEach(m -> this.members.put(m.role(), m));
    this.prepareTimeout = prepareTimeout;
    this.coordinator = coordinator;
  }

  /**
   * What is to be conducted.
   *
   * @param steps what the roles have in common in each
   * @param offer what the client is to sign, or has signed if the job is taken up again
   */
  record Course(Attempt attempt, List<Assignment> steps, byte[] offer) {
    Course {
      steps = List.copyOf(steps);
    }
  }

  /**
   * @param members every role of the run, the client included
   * @param plans of this node; fetches the plans from the client's
   * @param coordinator is told when the run has ended
   */
  static Behavior<Command> create(RunRequest request, Course course, List<Member> members,
      ActorRef<PlanStore.Command> plans, Duration prepareTimeout, ActorRef<Outcome> coordinator) {
    return Steadfast.of(Behaviors.setup(context -> Behaviors.withTimers(timers -> {
      Conductor conductor = new Conductor(context, timers, request, course, members, plans, prepareTimeout,
          coordinator);
      NodeLoss.subscribe(context, Lost::new);
      timers.startTimerWithFixedDelay(new Again(), AGAIN);
      conductor.getPlan();
      conductor.begin(Progress.PREPARING, conductor.members.keySet());
      conductor.ask();
      return Behaviors.receive((_, command) -> conductor.onCommand(command), (_, signal) -> conductor.onSignal(signal));
    })));
  }

  private Behavior<Command> onCommand(Command command) {
    if (command instanceof FromRole from && !(command instanceof Failed) && !members.containsKey(from.role())) {
      return Behaviors.same(); // of no role of this run
    }
    return verdict.isPresent() ? afterwards(command, verdict.get()) : during(command);
  }

  private Behavior<Command> during(Command command) {
    if (command instanceof OfStep of && of.step() != at) {
      return Behaviors.same(); // said again, of one that is over
    }
    return switch (command) {
      case Planned answer -> onPlanned(answer);
      case Requested signed -> gathering.request(signed.request()) ? ask() : Behaviors.same();
      case Taken taken -> onTaken(taken);
      case Ready ready -> onReady(ready);
      case Connected connected -> onDone(connected.role(), Progress.CONNECTING);
      case Dealt done -> onDealt(done);
      case Finished done -> onFinished(done);
      case Waits wait -> onWaits(wait);
      case Failed failed -> {
        leave(failed);
        yield fail(failed.fault());
      }
      case Ended ended -> fail(lost(ended.role(), "its session ended without a word"));
      case Lost lost -> onLost(lost);
      case Overdue overdue -> onOverdue(overdue);
      case Again _ -> {
        awaited.stream().map(seats::get).filter(Objects::nonNull).forEach(this::tellStep);
        yield step == Progress.PREPARING ? ask() : Behaviors.same();
      }
      case Drained _ -> Behaviors.same();
    };
  }

  /** The run is over; waits until no seat is left, so that none takes its end for the loss of the coordinator. */
  private Behavior<Command> afterwards(Command command, SessionActor.Command last) {
    return switch (command) {
      case Taken late -> {
        late.seat().tell(last);
        yield onTaken(late);
      }
      case Ended ended -> {
        seats.remove(ended.role());
        emptied.add(ended.role());
        yield goOnUntilEmpty();
      }
      case Failed failed -> {
        leave(failed);
        yield goOnUntilEmpty();
      }
      case Again _ -> {
        seats.values().forEach(seat -> seat.tell(last));
        yield Behaviors.same();
      }
      case Drained _ -> Behaviors.stopped();
      case Planned _,Requested _,FromRole _,Lost _,Overdue _ -> Behaviors.same();
    };
  }

  private Behavior<Command> goOnUntilEmpty() {
    return emptied.containsAll(members.keySet()) ? Behaviors.stopped() : Behaviors.same();
  }

  /** False if all are here. */
  private boolean getPlan() {
    return plans.ask(context.messageAdapter(PlanStore.Answer.class, Planned::new));
  }

  private Behavior<Command> onPlanned(Planned answer) {
    return switch (answer.answer()) {
      case PlanStore.NotFound not -> fail(new Fault(not.kind(), -1, not.reason()));
      case PlanStore.Found found -> {
        plans.add(found.plan());
        if (getPlan()) {
          yield Behaviors.same();
        }
        gathering.plan();
        yield gathering.isRequested() ? ask() : Behaviors.same();
      }
    };
  }

  /** Whoever has been asked already does not mind. */
  private Behavior<Command> ask() {
    gathering.ask(request, members.values().stream().filter(member -> !seats.containsKey(member.role())).toList(),
        new Self(context.getSelf(), Incarnation.self(context.getSystem())));
    return Behaviors.same();
  }

  private Behavior<Command> onTaken(Taken taken) {
    if (seats.putIfAbsent(taken.role(), taken.seat()) == null && !emptied.contains(taken.role())) {
      RemoteWatch.watchWith(context, taken.seat(), new Ended(taken.role()));
    }
    return Behaviors.same();
  }

  private Behavior<Command> onReady(Ready ready) {
    gathering.accept(ready.role(), ready.accept());
    return onDone(ready.role(), Progress.PREPARING);
  }

  private Behavior<Command> onDealt(Dealt done) {
    costs.add(done);
    return onDone(done.role(), Progress.OFFLINE);
  }

  private Behavior<Command> onFinished(Finished done) {
    costs.add(done);
    return onDone(done.role(), Progress.ONLINE);
  }

  private Behavior<Command> onDone(int role, Progress of) {
    if (of == step && awaited.remove(role) && awaited.isEmpty()) {
      return advance();
    }
    return Behaviors.same();
  }

  private Behavior<Command> advance() {
    return switch (step) {
      case PREPARING -> connect();
      case CONNECTING -> hasOffline() ? offline() : online();
      case OFFLINE -> online();
      case ONLINE, DONE -> at + 1 < steps.size() ? goOn() : succeed();
    };
  }

  /** All roles are done with a step. */
  private Behavior<Command> goOn() {
    tellCosts();
    at++;
    begin(Progress.CONNECTING, members.keySet());
    seats.values().forEach(this::tellStep);
    return Behaviors.same();
  }

  private boolean hasOffline() {
    return switch (steps.get(at).mode()) {
      case STREAM -> false;
      case APART -> members.containsKey(part.roles().provider());
      case MAKE, STORED -> true;
    };
  }

  private Behavior<Command> connect() {
    try {
      gathering.checkTransports(this::name);
    } catch (BadRequestException e) {
      return fail(new Fault(Fault.Kind.REQUEST, -1, String.valueOf(e.getMessage())));
    }
    begin(Progress.CONNECTING, members.keySet());
    contract = gathering.contract();
    seats.values().forEach(this::tellStep);
    return Behaviors.same();
  }

  private Behavior<Command> offline() {
    begin(Progress.OFFLINE, members.keySet());
    seats.values().forEach(this::tellStep);
    return Behaviors.same();
  }

  private Behavior<Command> online() {
    begin(Progress.ONLINE, members.keySet());
    seats.values().forEach(this::tellStep);
    return Behaviors.same();
  }

  /** What a seat is to do in this step; a seat that has heard it already does not mind. */
  private void tellStep(ActorRef<SessionActor.Command> seat) {
    switch (step) {
      case CONNECTING -> seat.tell(
          at == attempt.fromStep() ? new SessionActor.Connect(contract) : new SessionActor.Next(at));
      case OFFLINE -> seat.tell(new SessionActor.Start(at, Phase.OFFLINE));
      case ONLINE -> seat.tell(new SessionActor.Start(at, Phase.ONLINE));
      case PREPARING, DONE -> {
      }
    }
  }

  private void begin(Progress next, Set<Integer> roles) {
    step = next;
    awaited.addAll(roles);
    request.client().tell(new ClientRunActor.Reached(next));
    switch (next) {
      case PREPARING, CONNECTING -> timers.startSingleTimer("step", new Overdue(next), prepareTimeout);
      case OFFLINE, ONLINE -> timers.cancel("step");
      case DONE -> {
      }
    }
    if (next == Progress.PREPARING) {
      timers.startSingleTimer("run", new Overdue(Progress.DONE), part.timeout());
    }
  }

  private void tellCosts() {
    costs.take(part.roles()::describe, this::name)
        .forEach(report -> request.client().tell(new ClientRunActor.Spent(at, report)));
  }

  private Behavior<Command> succeed() {
    tellCosts();
    request.client().tell(new ClientRunActor.Succeeded());
    return end(new SessionActor.Release(), Set.of());
  }

  private Behavior<Command> onLost(Lost lost) {
    return members.values().stream().filter(m -> m.node().equals(lost.node())).findFirst()
        .map(m -> fail(lost(m.role(), "its node cannot be reached any more"))).orElse(Behaviors.same());
  }

  private Behavior<Command> onWaits(Waits wait) {
    waits.put(wait.role(), wait.what().substring(0, Math.min(wait.what().length(), MOST_TOLD)));
    return Behaviors.same();
  }

  /** As "; party 0 (alice) waits since 12 s for party 1's message of node 37 (mul)". */
  private String waits() {
    return waits.entrySet().stream().filter(e -> members.containsKey(e.getKey()) && !e.getValue().isEmpty())
        .map(e -> "; " + who(e.getKey()) + " " + e.getValue()).collect(Collectors.joining());
  }

  private Behavior<Command> onOverdue(Overdue overdue) {
    List<String> slow = awaited.stream().sorted().map(this::who).toList();
    return fail(new Fault(Fault.Kind.TIMEOUT, awaited.size() == 1 ? awaited.iterator().next() : -1,
        overdue.step() == Progress.DONE
            ? "The run took longer than " + part.timeout().toSeconds() + " s, waiting for " + String.join(", ", slow)
                + waits() + ". Allow more time, or give it less to do"
            : "No answer within " + prepareTimeout.toSeconds() + " s from " + String.join(", ", slow)));
  }

  private Fault lost(int role, String how) {
    return new Fault(Fault.Kind.LOST, role, "lost, " + how);
  }

  /** Who refuses to take a seat has none to leave. */
  private void leave(Failed failed) {
    if (members.containsKey(failed.role()) && !seats.containsKey(failed.role())) {
      emptied.add(failed.role());
    }
  }

  private Behavior<Command> fail(Fault fault) {
    boolean known = members.containsKey(fault.role());
    String cause = known && fault.kind() != Fault.Kind.REQUEST ? blame(fault) : fault.reason();
    LOG.warn("Run of {} failed: {}", part.session(), cause);
    request.client().tell(new ClientRunActor.Failed(fault.kind(), known ? name(fault.role()) : "", cause));
    return end(new SessionActor.Abort(cause),
        known && fault.kind() != Fault.Kind.REQUEST ? Set.of(member(fault.role()).node()) : Set.of());
  }

  private Behavior<Command> end(SessionActor.Command last, Set<Incarnation> doubtful) {
    verdict = Optional.of(last);
    coordinator.tell(new Outcome(doubtful, part.tape()));
    seats.values().forEach(seat -> seat.tell(last));
    timers.cancelAll();
    timers.startSingleTimer(new Drained(), DRAIN);
    timers.startTimerWithFixedDelay(new Again(), AGAIN);
    return Behaviors.same();
  }

  /** The coordinator's node is stopping. */
  private Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof PostStop && verdict.isEmpty()) {
      fail(new Fault(Fault.Kind.PEER, -1, "The coordinator is stopping"));
    }
    return Behaviors.same();
  }

  /** "party 1 (bob) sent nonsense", or "party 1 (bob): it sent nonsense". */
  private String blame(Fault fault) {
    String role = part.roles().describe(fault.role());
    return fault.reason().startsWith(role + " ")
        ? who(fault.role()) + fault.reason().substring(role.length())
        : who(fault.role()) + ": " + fault.reason();
  }

  /** "party 1 (bob)". */
  private String who(int role) {
    return part.roles().describe(role) + " (" + name(role) + ")";
  }

  private String name(int role) {
    return member(role).name();
  }

  private Member member(int role) {
    return Objects.requireNonNull(members.get(role));
  }

}
