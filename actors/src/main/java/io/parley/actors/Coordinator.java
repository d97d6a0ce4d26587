package io.parley.actors;

import io.parley.actors.Directory.Present;
import io.parley.actors.transport.Steadfast;
import io.parley.client.Members;
import io.parley.client.Progress;
import io.parley.config.NodeRole;
import io.parley.identity.SpiffeId;
import io.parley.plan.BadRequestException;
import io.parley.protocols.spi.Roles;
import io.parley.serialization.Attempt;
import io.parley.serialization.ContractCodec;
import io.parley.serialization.ControlMessage;
import io.parley.serialization.Dealing;
import io.parley.serialization.Proposal;
import io.parley.serialization.Request;
import io.parley.serialization.RunCodec;
import io.parley.serialization.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows who is there, picks the roles of a run and has a {@link Conductor} for each, when its turn has come. Never sees
 * a share. While it is young, the nodes that will make up its cluster are on their way to it, and runs wait for those whom they miss.
 */
final class Coordinator {
  private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);
  static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "coordinator");
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
  /** What a node that is there takes at most to say so, on a busy machine. */
  private static final long ANSWER_MILLIS = 5_000;

  sealed interface Command {}

  record WhoAreYou(ActorRef<Introduced> replyTo) implements Command, ControlMessage {}

  record WhoIsThere(ActorRef<Attendance> replyTo) implements Command, ControlMessage {}

  record Run(RunRequest request) implements Command, ControlMessage {}

  /** The client does not wait any more; of no effect once its run has begun. */
  record Withdraw(ActorRef<ClientRunActor.Command> client) implements Command, ControlMessage {}

  /**
   * @param order the bytes of a {@link io.parley.serialization.TapeOrder} that a client has signed
   */
  record Tapes(byte[] order, ActorRef<TapeAnswers> replyTo) implements Command, ControlMessage {}

  /** What the parties of a run hold of tapes. */
  private record Surveyed(Asked asked, Cast cast, TapeAnswers answers) implements Command {}

  private record Parties(Receptionist.Listing listing) implements Command {}

  private record Providers(Receptionist.Listing listing) implements Command {}

  private record Met(Introduced who) implements Command {}

  private record RunEnded(Conductor.Outcome outcome) implements Command {}

  /** Nothing is left of a run. */
  private record TurnEnded(RunRequest request, Optional<UUID> tape) implements Command {}

  private record Lost(Incarnation node) implements Command {}

  private record Tick() implements Command {}

  private final ActorContext<Command> context;
  private final NodeContext node;
  private final String name;
  private final Supplier<UUID> sessionIds;
  private final Directory<SessionHost.Command> parties;
  private final Directory<SessionHost.Command> providers;
  private final Turns turns;
  /** For nodes that are not there yet, or are in doubt. */
  private final List<RunRequest> waiting = new ArrayList<>();
  /** When each was first missed, in milliseconds since 1970, by who asked. */
  private final Map<ActorRef<ClientRunActor.Command>, Long> missed = new HashMap<>();
  private final Set<UUID> reserved = new HashSet<>();
  private final long gatheredMillis;

  private Coordinator(ActorContext<Command> context, NodeContext node, String name, Supplier<UUID> sessionIds) {
    this.context = context;
    this.node = node;
    this.name = name;
    this.sessionIds = sessionIds;
    this.turns = new Turns(node.settings().session());
    this.gatheredMillis = node.startedMillis()
        + (node.settings().isClustered() ? node.settings().session().gatherTime().toMillis() : 0);
    ActorRef<Introduced> met = context.messageAdapter(Introduced.class, Met::new);
    this.parties = new Directory<>(party -> party.tell(new SessionHost.WhoAreYou(met)));
    this.providers = new Directory<>(provider -> provider.tell(new SessionHost.WhoAreYou(met)));
  }

  /**
   * @param sessionIds fresh and random ones
   */
  static Behavior<Command> create(NodeContext node, String name, Supplier<UUID> sessionIds) {
    Behavior<Command> behavior = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
      Coordinator coordinator = new Coordinator(context, node, name, sessionIds);
      var receptionist = context.getSystem().receptionist();
      receptionist.tell(Receptionist.subscribe(PartyNode.KEY,
          context.spawn(listings(context.getSelf(), Parties::new), "parties")));
      receptionist.tell(Receptionist.subscribe(CryptoProvider.KEY,
          context.spawn(listings(context.getSelf(), Providers::new), "providers")));
      receptionist.tell(Receptionist.register(KEY, context.getSelf()));
      NodeLoss.subscribe(context, Lost::new);
      timers.startTimerWithFixedDelay(new Tick(), ASK_AGAIN);
      return Behaviors.receiveMessage(coordinator::onCommand);
    }));
    return Steadfast.of(behavior);
  }

  /** An actor has one adapter for each class of messages, but listens to two lists: so each has a forwarder. */
  private static Behavior<Receptionist.Listing> listings(ActorRef<Command> to,
      Function<Receptionist.Listing, Command> as) {
    return Steadfast.of(Behaviors.receiveMessage(listing -> {
      to.tell(as.apply(listing));
      return Behaviors.same();
    }));
  }

  private Behavior<Command> onCommand(Command command) {
    switch (command) {
      case WhoAreYou who -> who.replyTo().tell(node.introduce(context.getSelf(), NodeRole.COORDINATOR, name));
      case WhoIsThere who -> who.replyTo().tell(Attendance.of(members()));
      case Run run -> onRun(run.request());
      case Withdraw gone -> forget(request -> request.client().equals(gone.client()));
      case Lost lost -> forget(request -> request.clientNode().equals(lost.node()));
      case Tapes tapes -> survey(tapes.order(), parties.byName().values(), tapes.replyTo()::tell);
      case Surveyed surveyed -> onSurveyed(surveyed);
      case Parties listed -> parties.list(listed.listing().getServiceInstances(PartyNode.KEY));
      case Providers listed -> providers.list(listed.listing().getServiceInstances(CryptoProvider.KEY));
      case Met met -> onMet(met.who());
      case RunEnded ended -> onRunEnded(ended.outcome());
      case TurnEnded ended -> {
        ended.tape().ifPresent(reserved::remove);
        endTurn(ended.request());
      }
      case Tick _ -> onTick();
    }
    return Behaviors.same();
  }

  private Members members() {
    return Directory.members(parties, providers);
  }

  private void onRun(RunRequest request) {
    answering(request, () -> {
      var _ = Asked.of(request); // what cannot be run need not wait
      if (turns.take(request)) {
        begin(request);
      }
    });
  }

  /** Begins a run whose turn it is, if it is not over by then. */
  private void begin(RunRequest request) {
    boolean begun = answering(request, () -> {
      Asked asked = Asked.of(request);
      Step step = asked.step();
      if (request.agreed().length > 0) {
        takeUp(asked, ContractCodec.request(request.agreed()));
        return;
      }
      Cast cast = Cast.choose(step, node.sessions().protocol(step.protocol()), parties, providers);
      if (step.dealing() == Dealing.STORED) {
        request.client().tell(new ClientRunActor.Reached(Progress.PREPARING));
        ActorRef<Command> self = context.getSelf();
        survey(request.tapes(), cast.parties(),
            answers -> self.tell(new Surveyed(asked, cast, answers)));
      } else {
        conduct(asked, cast, Optional.empty());
      }
    });
    if (!begun) {
      context.getSelf().tell(new TurnEnded(request, Optional.empty()));
    }
  }

  private void endTurn(RunRequest request) {
    turns.end(request.clientIdentity()).ifPresent(this::begin);
  }

  /**
   * Does something for a run; whatever comes of it, the client hears.
   *
   * @return whether it was done
   */
  private boolean answering(RunRequest request, Runnable action) {
    try {
      action.run();
      return true;
    } catch (Cast.MissingException e) {
      if (isWorthWaiting(request) && waiting.size() < node.settings().session().maxWaiting()) {
        request.client().tell(new ClientRunActor.Reached(Progress.PREPARING));
        waiting.add(request);
      } else {
        refuse(request, e);
      }
    } catch (BadRequestException e) {
      refuse(request, e);
    } catch (RuntimeException e) {
      missed.remove(request.client());
      LOG.error("Coordinator {} failed", name, e);
      request.client().tell(new ClientRunActor.Failed(Fault.Kind.BUG, name, "coordinator (" + name
          + "): failed inside (" + e.getClass().getSimpleName() + "); see its log"));
    }
    return false;
  }

  /** For those who are on their way, and for the answer of those who were in doubt a moment ago. */
  private boolean isWorthWaiting(RunRequest request) {
    long now = System.currentTimeMillis();
    long since = missed.computeIfAbsent(request.client(), _ -> now);
    return now < gatheredMillis || ((parties.hasSilent() || providers.hasSilent()) && now - since < ANSWER_MILLIS);
  }

  private void forget(Predicate<RunRequest> who) {
    turns.leave(who);
    waiting.stream().filter(who).forEach(request -> missed.remove(request.client()));
    waiting.removeIf(who);
  }

  private void survey(byte[] order, Collection<Present<SessionHost.Command>> whom, Consumer<TapeAnswers> result) {
    context.spawnAnonymous(TapeSurvey.create(order, whom, result));
  }

  private void onSurveyed(Surveyed surveyed) {
    Asked asked = surveyed.asked();
    boolean begun = answering(asked.request(), () -> {
      Step step = asked.step();
      boolean withClient = node.sessions().protocol(step.protocol()).dealsToClient();
      UUID tape = TapeChoice.of(step,
          surveyed.cast().parties().stream().map(Present::who).toList(), withClient, reserved,
          surveyed.answers().answers());
      conduct(asked, surveyed.cast(), Optional.of(tape));
      reserved.add(tape);
    });
    if (!begun) {
      endTurn(asked.request());
    }
  }

  private void conduct(Asked asked, Cast cast, Optional<UUID> tape) {
    RunRequest request = asked.request();
    Proposal proposal = new Proposal(asked.job(), RunCodec.id(request.job()), sessionIds.get(), cast.names(),
        cast.provider().map(provider -> provider.who().name()), request.clientName(), tape);
    byte[] offer = ContractCodec.encode(RunCodec.encode(request.job(), proposal), identities(request, cast),
        request.resumptions(), alternates(request, cast));
    conduct(request, proposal, cast, new Conductor.Course(Attempt.FIRST, parts(proposal, Attempt.FIRST), offer));
  }

  private static List<Assignment> parts(Proposal proposal, Attempt attempt) {
    return IntStream.range(0, proposal.job().steps().size())
        .mapToObj(step -> Assignment.of(proposal, 0, attempt, step)).toList();
  }

  /** Once more, with those whom the client has signed for. */
  private void takeUp(Asked asked, Request agreed) {
    RunRequest request = asked.request();
    if (!agreed.proposal().jobId().equals(RunCodec.id(request.job())) || !agreed.allows(request.attempt())
        || request.attempt().resumption() == 0) {
      throw new BadRequestException("The job cannot be taken up again so");
    }
    Map.Entry<Cast, Attempt> again = Cast.again(agreed, request.attempt(), parties, providers);
    conduct(request, agreed.proposal(), again.getKey(), new Conductor.Course(again.getValue(),
        parts(agreed.proposal(), again.getValue()), request.agreed()));
  }

  private void conduct(RunRequest request, Proposal proposal, Cast cast, Conductor.Course course) {
    missed.remove(request.client());
    Assignment first = course.steps().get(course.attempt().fromStep());
    ActorRef<Conductor.Outcome> ended = context.messageAdapter(Conductor.Outcome.class, RunEnded::new);
    ActorRef<Conductor.Command> conductor = context.spawn(
        Conductor.create(request, course, seating(request, cast, first.roles()), node.plans(),
            node.settings().session().prepareTimeout(), ended),
        "run-" + first.session());
    context.watchWith(conductor, new TurnEnded(request, proposal.tape()));
  }

  /** Other providers, if the client may want one of them later. */
  private List<SpiffeId> alternates(RunRequest request, Cast cast) {
    Optional<String> chosen = cast.provider().map(provider -> provider.who().identity());
    return request.resumptions() == 0 || chosen.isEmpty()
        ? List.of()
        : providers.byName().values().stream().map(present -> present.who().identity())
            .filter(id -> !id.equals(chosen.get())).map(SpiffeId::parse).flatMap(Optional::stream)
            .limit(ContractCodec.MOST_ALTERNATES).toList();
  }

  private void refuse(RunRequest request, BadRequestException e) {
    missed.remove(request.client());
    request.client().tell(new ClientRunActor.Failed(Fault.Kind.REQUEST, "", String.valueOf(e.getMessage())));
  }

  /** As who all say that they will sign. */
  private static List<SpiffeId> identities(RunRequest request, Cast cast) {
    List<String> texts = new ArrayList<>(cast.parties().stream().map(party -> party.who().identity()).toList());
    cast.provider().ifPresent(provider -> texts.add(provider.who().identity()));
    texts.add(request.clientIdentity());
    return texts.stream().map(text -> SpiffeId.parse(text).orElseThrow(() -> new BadRequestException(
        "A node says that its identity is '" + text + "', which is no SPIFFE ID of Parley"))).toList();
  }

  private List<Conductor.Member> seating(RunRequest request, Cast cast, Roles roles) {
    List<Conductor.Member> members = new ArrayList<>();
    for (Present<SessionHost.Command> party : cast.parties()) {
      members.add(host(request, members.size(), party));
    }
    cast.provider().ifPresent(provider -> members.add(host(request, roles.provider(), provider)));
    members.add(new Conductor.Member(roles.client(), request.clientName(), request.clientNode(),
        (_, _, _, _) -> {
          // It has taken its seat when it signed.
        }));
    return members;
  }

  private Conductor.Member host(RunRequest request, int role, Present<SessionHost.Command> present) {
    return new Conductor.Member(role, present.who().name(), present.who().node(),
        (signed, attempt, conductor, self) -> present.actor().tell(new SessionHost.Open(
            new Proposed(signed, role, attempt, request.planBytes(), node.plans(), conductor, self))));
  }

  private void onMet(Introduced who) {
    switch (who.role()) {
      case PARTY -> parties.introduce(who);
      case PROVIDER -> providers.introduce(who);
      case COORDINATOR, CLIENT -> {
      }
    }
    retryWaiting();
  }

  private void retryWaiting() {
    List<RunRequest> again = List.copyOf(waiting);
    waiting.clear();
    again.forEach(this::onRun);
  }

  /** Whoever was at fault may be dead: it has to answer before it is picked again. */
  private void onRunEnded(Conductor.Outcome outcome) {
    outcome.tape().ifPresent(reserved::remove);
    parties.doubt(who -> outcome.doubtful().contains(who.node()));
    providers.doubt(who -> outcome.doubtful().contains(who.node()));
  }

  private void onTick() {
    parties.askSilent();
    providers.askSilent();
    retryWaiting();
    turns.tellPlaces();
  }
}
