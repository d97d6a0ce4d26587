package io.parley.actors;

import io.parley.actors.transport.RemoteWatch;
import io.parley.actors.transport.Steadfast;
import io.parley.client.RunMode;
import io.parley.config.NodeRole;
import io.parley.config.SessionSettings;
import io.parley.protocols.engine.Waiting;
import io.parley.serialization.Attempt;
import io.parley.serialization.ControlMessage;
import io.parley.serialization.Request;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns one role's part in one job: fetches the plans, opens its end, and for each step sets up the lanes and runs the phases,
 * each when the conductor says so and each on a virtual thread. When its work fails it tells the conductor and leaves its
 * lanes as they are, so that its peers do not mistake it for the cause. It ends when the conductor says so, when the
 * conductor's node is lost, or when time is up; then nothing of the session is left.
 */
final class SessionActor {
  private static final Logger LOG = LoggerFactory.getLogger(SessionActor.class);
  /** Until a session that failed is ended by its conductor. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofSeconds(1);
  /** From when on a wait is logged, and again each time that it has doubled. */
  private static final Duration LONG = Duration.ofSeconds(10);

  sealed interface Command {}

  /**
   * All ends are open.
   *
   * @param contract the bytes of what all roles have signed
   */
  record Connect(byte[] contract) implements Command, ControlMessage {}

  /** All roles are done with the step before this one. */
  record Next(int step) implements Command, ControlMessage {}

  record Start(int step, Phase phase) implements Command, ControlMessage {}

  /** The job has succeeded everywhere. */
  record Release() implements Command, ControlMessage {}

  record Abort(String reason) implements Command, ControlMessage {}

  /** Why it ends by itself. */
  private record GiveUp(Fault.Kind kind, String reason) implements Command {}

  private record PlanAnswer(PlanStore.Answer answer) implements Command {}

  private record Opened(byte[] accept) implements Command {}

  private record Connected() implements Command {}

  private record PhaseEnded(Conductor.FromRole report) implements Command {}

  private record WorkFailed(Throwable thrown) implements Command {}

  private record Lost(Incarnation node) implements Command {}

  private record Ended() implements Command {}

  private record Look() implements Command {}

  /** Tells the conductor again how far it is, until it says what comes next: the network may have lost either. */
  private record Again(int step, Duration after) implements Command {}

  /** What a session needs from its node. */
  record Surroundings(SessionSettings settings, ActorRef<PlanStore.Command> plans, Programs programs,
      Sessions sessions, Credentials credentials) {}

  /**
   * A part with who runs it.
   *
   * @param step of the job, in which it is
   * @param signed the client's signed request
   * @param request what it says
   * @param attempt at the client's job
   * @param of what kind the role is
   * @param name the role's own
   * @param planBytes the lengths of the encoded plans of the steps
   */
  record Conducted(
      Assignment part,
      int step,
      byte[] signed,
      Request request,
      Attempt attempt,
      NodeRole of,
      String name,
      long[] planBytes,
      ActorRef<PlanStore.Command> planSource,
      ActorRef<Conductor.Command> conductor,
      Incarnation conductorNode) {
    /** The id of the job that it is of. */
    String job() {
      return request.proposal().jobId();
    }

    /** How many the job has. */
    int steps() {
      return request.proposal().job().steps().size();
    }

    /** Likewise, in one of its steps. */
    Conducted at(int other) {
      return new Conducted(Assignment.of(request.proposal(), part.role(), attempt, other), other, signed, request,
          attempt, of, name, planBytes, planSource, conductor, conductorNode);
    }
  }

  private final ActorContext<Command> context;
  private final SessionSettings settings;
  private final Conducted run;
  private final Assignment part;
  private final JobWork work;
  private final Acceptance acceptance;
  private final PlanGathering plans;
  private final JobPlans programs;
  private final RunGate gate;
  private final Consumer<Boolean> afterwards;
  private boolean released;
  private final SessionThread thread;
  private boolean tellsWait;
  private boolean connects;
  /** What it was told last is done. */
  private boolean idle;
  /** The step that it is in. */
  private int at;
  private final Set<Phase> begun = EnumSet.noneOf(Phase.class);
  /** What it has told last, and how often it was told what comes next. */
  private Conductor.@Nullable Command report;
  private int step;
  private Duration nextLogged = LONG;

  private SessionActor(ActorContext<Command> context, Surroundings surroundings, Conducted run, JobWork work,
      RunGate gate, Consumer<Boolean> afterwards) {
    this.gate = gate;
    this.context = context;
    this.settings = surroundings.settings();
    this.plans = new PlanGathering(surroundings.plans(),
        run.request().proposal().job().steps().stream().map(step -> step.program().planId()).toList(), run.planBytes(),
        run.attempt().fromStep(), run.planSource());
    this.programs = new JobPlans(run, plans, surroundings.programs(),
        surroundings.sessions().protocol(run.part().protocol()).target());
    this.run = run;
    this.at = run.attempt().fromStep();
    this.part = run.part();
    this.work = work;
    this.thread = new SessionThread(part);
    this.acceptance = new Acceptance(run, surroundings.credentials());
    this.afterwards = afterwards;
  }

  /**
   * @param afterwards called when nothing of it is left, before the conductor hears of it, with whether the run succeeded
   */
  static Behavior<Command> create(Surroundings surroundings, Conducted run, JobWork work,
      RunGate gate, Consumer<Boolean> afterwards) {
    return Steadfast.of(Behaviors.setup(context -> Behaviors.withTimers(timers -> {
      SessionActor actor = new SessionActor(context, surroundings, run, work, gate, afterwards);
      run.conductor().tell(new Conductor.Taken(run.part().role(), context.getSelf()));
      NodeLoss.subscribe(context, Lost::new);
      RemoteWatch.watchWith(context, run.conductor(),
          new GiveUp(Fault.Kind.LOST, "The coordinator has given up the run"));
      Assignment part = run.part();
      Duration limit = min(part.timeout(), surroundings.settings().timeout());
      timers.startSingleTimer(
          new GiveUp(Fault.Kind.TIMEOUT, "The session took longer than " + limit.toSeconds() + " s"),
          limit.plus(SessionThread.LAST_BREATH));
      timers.startTimerWithFixedDelay(new Look(), LOOK);
      actor.getPlan();
      return Behaviors.receive((_, command) -> actor.onCommand(command), (_, signal) -> actor.onSignal(signal));
    })));
  }

  private static Duration min(Duration x, Duration y) {
    return x.compareTo(y) < 0 ? x : y;
  }

  private Behavior<Command> onCommand(Command command) {
    return switch (command) {
      case PlanAnswer answer -> onPlanAnswer(answer);
      case Opened opened -> onOpened(opened);
      case Connect connect -> onConnect(connect);
      case Connected _ -> onConnected();
      case Next next -> onNext(next);
      case Start start -> onStart(start);
      case PhaseEnded ended -> onPhaseEnded(ended);
      case WorkFailed failed -> onWorkFailed(failed);
      case Lost lost -> onLost(lost);
      case Release _ -> onRelease();
      case Abort abort -> onAbort(abort);
      case GiveUp why -> onGiveUp(why);
      case Ended _ -> Behaviors.stopped();
      case Look _ -> onLook();
      case Again again -> onAgain(again);
    };
  }

  private Behavior<Command> getPlan() {
    return plans.ask(context.messageAdapter(PlanStore.Answer.class, PlanAnswer::new)) ? Behaviors.same() : open();
  }

  private Behavior<Command> onPlanAnswer(PlanAnswer answer) {
    return switch (answer.answer()) {
      case PlanStore.Found found -> {
        plans.add(found.plan());
        yield getPlan();
      }
      case PlanStore.NotFound not -> refuse(new Fault(not.kind(), part.role(), not.reason()));
    };
  }

  private Behavior<Command> open() {
    return onThread(() -> {
      programs.check();
      gate.accepts(programs);
      return new Opened(acceptance.sign(work.open(programs::lowered)));
    });
  }

  private Behavior<Command> refuse(Fault fault) {
    context.scheduleOnce(PATIENCE, context.getSelf(), new Abort(fault.reason()));
    return report(new Conductor.Failed(part.role(), fault));
  }

  private Behavior<Command> report(Conductor.Command what) {
    report = what;
    run.conductor().tell(what);
    return again(AGAIN);
  }

  private void goOn() {
    idle = false;
    step++;
    report = null;
  }

  private Behavior<Command> again(Duration after) {
    context.scheduleOnce(after, context.getSelf(), new Again(step, after));
    return Behaviors.same();
  }

  private Behavior<Command> onAgain(Again again) {
    Conductor.Command what = report;
    if (what == null || thread.isEnding() || again.step() != step) {
      return Behaviors.same();
    }
    run.conductor().tell(new Conductor.Taken(part.role(), context.getSelf()));
    run.conductor().tell(what);
    return again(again.after().multipliedBy(2));
  }

  private Behavior<Command> onOpened(Opened opened) {
    idle = true;
    return report(new Conductor.Ready(part.role(), opened.accept()));
  }

  private Behavior<Command> onConnect(Connect connect) {
    if (connects || !idle) {
      return Behaviors.same();
    }
    connects = true;
    goOn();
    return onThread(() -> {
      Acceptance.Agreed agreed = acceptance.verify(connect.contract());
      gate.agrees(agreed.contract().binding());
      work.connect(agreed, settings.connectTimeout());
      return new Connected();
    });
  }

  /** Whatever a conductor says: one step after the other. */
  private Behavior<Command> onNext(Next next) {
    if (!idle || !begun.contains(Phase.ONLINE) || next.step() != at + 1 || !work.hasNext()) {
      return Behaviors.same();
    }
    at++;
    begun.clear();
    goOn();
    return onThread(() -> {
      work.goOn(settings.connectTimeout());
      return new Connected();
    });
  }

  private Behavior<Command> onConnected() {
    idle = true;
    return report(new Conductor.Connected(part.role(), at));
  }

  private Behavior<Command> onStart(Start start) {
    if (start.step() != at || !isDue(start.phase())) {
      return Behaviors.same();
    }
    begun.add(start.phase());
    goOn();
    return onThread(() -> {
      long begin = System.nanoTime();
      if (start.phase() == Phase.ONLINE) {
        gate.releases(start.step());
      }
      work.run(start.phase());
      long nanos = System.nanoTime() - begin;
      return new PhaseEnded(switch (start.phase()) {
        case OFFLINE -> new Conductor.Dealt(part.role(), start.step(), nanos);
        case ONLINE -> new Conductor.Finished(part.role(), start.step(), nanos, work.finish(), PeakMemory.rssBytes());
      });
    });
  }

  /** Whatever a conductor says: once all lanes stand, one phase after the other, each once. */
  private boolean isDue(Phase phase) {
    return connects && idle && !begun.contains(phase) && switch (phase) {
      case OFFLINE -> run.at(at).part().mode() != RunMode.STREAM && begun.isEmpty();
      case ONLINE -> true;
    };
  }

  private Behavior<Command> onPhaseEnded(PhaseEnded ended) {
    idle = true;
    return report(ended.report());
  }

  private Behavior<Command> onWorkFailed(WorkFailed failed) {
    if (!thread.isEnding()) {
      Fault fault = Fault.of(part.role(), failed.thrown());
      if (fault.kind() == Fault.Kind.BUG) {
        LOG.error("{} failed", part, failed.thrown());
      } else {
        LOG.info("{} failed: {}", part, fault.reason());
      }
      refuse(fault);
    }
    return Behaviors.same();
  }

  /** What keeps it waiting is for the conductor to know, and for who reads this node's log. */
  private Behavior<Command> onLook() {
    work.endIfInputsAreLate(settings.inputTimeout());
    Optional<Waiting> waiting = thread.isEnding()
        ? Optional.empty()
        : work.waiting().filter(w -> w.since().compareTo(LOOK) >= 0);
    if (waiting.isPresent() || tellsWait) {
      String what = waiting.map(w -> "waits since " + w.since().toSeconds() + " s for " + w.what()).orElse("");
      run.conductor().tell(new Conductor.Waits(part.role(), what));
      tellsWait = waiting.isPresent();
      if (waiting.isPresent() && waiting.get().since().compareTo(nextLogged) >= 0) {
        LOG.warn("{} {}", part, what);
        nextLogged = waiting.get().since().multipliedBy(2);
      }
    }
    if (waiting.isEmpty()) {
      nextLogged = LONG;
    }
    return Behaviors.same();
  }

  private Behavior<Command> onLost(Lost lost) {
    return lost.node().equals(run.conductorNode())
        ? onGiveUp(new GiveUp(Fault.Kind.LOST, "The coordinator's node was lost"))
        : Behaviors.same();
  }

  private Behavior<Command> onRelease() {
    released |= !thread.isEnding();
    int last = at;
    return end(() -> {
      work.close();
      gate.ends(last);
    });
  }

  private Behavior<Command> onAbort(Abort abort) {
    if (!thread.isEnding() && part.role() != part.roles().client()) { // a client hears it from its run
      LOG.warn("Aborted {}: {}", part, abort.reason());
    }
    int last = at;
    return end(() -> {
      work.abort(abort.reason());
      gate.fails(last, abort.reason());
    });
  }

  private Behavior<Command> onGiveUp(GiveUp why) {
    if (!thread.isEnding()) { // the conductor may be there after all
      run.conductor().tell(new Conductor.Failed(part.role(), new Fault(why.kind(), part.role(), why.reason())));
    }
    return onAbort(new Abort(why.reason()));
  }

  private Behavior<Command> end(Runnable how) {
    ActorRef<Command> self = context.getSelf();
    thread.end(how, () -> self.tell(new Ended()));
    return Behaviors.same();
  }

  private Behavior<Command> onThread(Callable<Command> step) {
    ActorRef<Command> self = context.getSelf();
    thread.start(step, self::tell, thrown -> self.tell(new WorkFailed(thrown)));
    return Behaviors.same();
  }

  private Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof PostStop) {
      int last = at;
      thread.end(() -> {
        work.abort("The node is stopping");
        gate.fails(last, "the node is stopping");
      }, () -> {});
      afterwards.accept(released);
      run.conductor().tell(new Conductor.Ended(part.role()));
    }
    return Behaviors.same();
  }
}
