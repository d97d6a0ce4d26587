package io.parley.actors;

import io.parley.actors.tape.RequestLedger;
import io.parley.actors.transport.Steadfast;
import io.parley.config.NodeRole;
import io.parley.identity.SpiffeId;
import io.parley.plan.BadRequestException;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.serialization.ControlMessage;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/**
 * A role that takes part in runs: accepts parts within its limits, or refuses them with a reason, and has a
 * {@link SessionActor} for each. What {@link PartyNode} and {@link CryptoProvider} have in common.
 */
final class SessionHost {
  /**
   * Sessions and jobs remembered, so that none runs twice: material of a session must never meet another run, and what a
   * client asked for once is done once.
   */
  private static final int REMEMBERED = 1 << 17;
  /** Beside the tapes and their ledger. */
  private static final String REQUESTS = "requests";
  private static final int MOST_ORDERS = 16;

  sealed interface Command {}

  record WhoAreYou(ActorRef<Introduced> replyTo) implements Command, ControlMessage {}

  /** Asks to take a part. */
  record Open(Proposed run) implements Command, ControlMessage {}

  /**
   * Asks about its tapes.
   *
   * @param order the bytes of a {@link io.parley.serialization.TapeOrder} that a client has signed
   */
  record Tapes(byte[] order, ActorRef<TapeAnswer> replyTo) implements Command, ControlMessage {}

  private record SessionEnded(UUID session) implements Command {}

  private final ActorContext<Command> context;
  private final NodeContext node;
  private final NodeRole role;
  private final String name;
  private final Function<SessionActor.Conducted, Seat.Factory> seats;
  private final Set<String> seen = Collections.newSetFromMap(new LinkedHashMap<>() {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  });
  private final RequestLedger ledger;
  /** About tapes, at one time. */
  private final Semaphore orders = new Semaphore(MOST_ORDERS);
  /** The sessions that go on. */
  private final Map<UUID, Running> active = new HashMap<>();

  private record Running(SpiffeId client, String job) {}

  private SessionHost(ActorContext<Command> context, NodeContext node, NodeRole role, String name,
      Function<SessionActor.Conducted, Seat.Factory> seats) {
    this.context = context;
    this.node = node;
    this.role = role;
    this.name = name;
    this.seats = seats;
    this.ledger = new RequestLedger(node.settings().tape().directory().resolve(REQUESTS));
  }

  /**
   * @param name as the others call it
   * @param key under which it registers
   * @param seats what it does in a run
   */
  static Behavior<Command> create(NodeContext node, NodeRole role, String name, ServiceKey<Command> key,
      Function<SessionActor.Conducted, Seat.Factory> seats) {
    Behavior<Command> behavior = Behaviors.setup(context -> {
      SessionHost host = new SessionHost(context, node, role, name, seats);
      context.getSystem().receptionist().tell(Receptionist.register(key, context.getSelf()));
      return Behaviors.receiveMessage(host::onCommand);
    });
    return Steadfast.of(behavior);
  }

  private Behavior<Command> onCommand(Command command) {
    return switch (command) {
      case WhoAreYou who -> onWhoAreYou(who);
      case Open open -> onOpen(open);
      case Tapes tapes -> onTapes(tapes);
      case SessionEnded ended -> onSessionEnded(ended);
    };
  }

  private Behavior<Command> onWhoAreYou(WhoAreYou who) {
    who.replyTo().tell(node.introduce(context.getSelf(), role, name));
    return Behaviors.same();
  }

  private Behavior<Command> onOpen(Open open) {
    SessionActor.Conducted run;
    try {
      run = open.run().read(node.credentials(), role, name);
    } catch (BadRequestException e) {
      open.run().conductor().tell(new Conductor.Failed(open.run().role(),
          new Fault(Fault.Kind.REQUEST, open.run().role(), refuses(e))));
      return Behaviors.same();
    }
    Assignment part = run.part();
    Running same = active.get(part.session());
    if (same != null && same.job().equals(run.job())) {
      return Behaviors.same(); // asked again, since the answer was lost or is on its way
    }
    PolicyGate gate = new PolicyGate(node, name, run, sessions(run));
    Optional<Fault> refusal = refusal(run, gate);
    if (refusal.isPresent()) {
      gate.refused(refusal.get().reason());
      run.conductor().tell(new Conductor.Failed(part.role(), refusal.get()));
      return Behaviors.same();
    }
    JobWork work = node.work(run, seats);
    SessionEnded ended = new SessionEnded(part.session());
    ActorRef<Command> self = context.getSelf();
    ActorRef<SessionActor.Command> session = context.spawn(
        SessionActor.create(node.surroundings(), run, work, gate, _ -> self.tell(ended)),
        "session-" + part.session() + "-" + part.role());
    context.watchWith(session, ended);
    active.put(part.session(), new Running(client(run), run.job()));
    return Behaviors.same();
  }

  /** The disk may be slow. */
  private Behavior<Command> onTapes(Tapes tapes) {
    TapeOrders.Given given;
    try {
      given = TapeOrders.read(tapes.order(), node.credentials());
    } catch (BadRequestException e) {
      tapes.replyTo().tell(TapeAnswer.failed(name, refuses(e)));
      return Behaviors.same();
    }
    if (!seen.add("order " + given.order().nonce())) {
      tapes.replyTo().tell(TapeAnswer.failed(name, "Node " + name + " refuses to carry out an order twice"));
      return Behaviors.same();
    }
    if (!orders.tryAcquire()) {
      tapes.replyTo().tell(TapeAnswer.failed(name, "Node " + name + " is busy with other tapes. Try again"));
      return Behaviors.same();
    }
    Thread.ofVirtual().name("tapes").start(() -> {
      try {
        tapes.replyTo().tell(given.carryOut(node.tapes(), name));
      } finally {
        orders.release();
      }
    });
    return Behaviors.same();
  }

  private long sessions(SessionActor.Conducted run) {
    return active.values().stream().map(Running::client).filter(client(run)::equals).count();
  }

  private Optional<Fault> refusal(SessionActor.Conducted run, PolicyGate gate) {
    Assignment part = run.part();
    for (int step = run.attempt().fromStep(); step < run.steps(); step++) {
      if (!seen.add("session " + run.at(step).part().session())) {
        return refuse(Fault.Kind.PEER, part, "refuses to run session " + part.session() + " twice");
      }
    }
    if (!seen.add("job " + run.job() + " " + run.attempt().resumption())) {
      return refuse(Fault.Kind.PEER, part, twice(run));
    }
    if (active.size() >= node.settings().session().maxConcurrent()) {
      return refuse(Fault.Kind.REQUEST, part, "Node " + name + " runs " + active.size()
          + " sessions already, all that its parley.session.max-concurrent allows. Give the coordinator no larger one, so"
          + " that runs wait there for their turn");
    }
    long ofClient = sessions(run);
    if (ofClient >= node.settings().session().maxPerClient()) {
      return refuse(Fault.Kind.REQUEST, part, "Node " + name + " runs " + ofClient + " sessions of " + client(run)
          + " already, all that its parley.session.max-per-client allows. Try again when one of them has ended");
    }
    try {
      Protocol protocol = node.sessions().protocol(part.protocol());
      Protocols.checkParties(protocol, part.parties().size());
      gate.checkEarly();
      return enter(run);
    } catch (BadRequestException e) {
      return refuse(Fault.Kind.REQUEST, part, refuses(e));
    }
  }

  /** What was taken part in is remembered on the disk where identities last longer than this process. */
  private Optional<Fault> enter(SessionActor.Conducted run) {
    if (node.credentials().isDevelopment()) {
      return Optional.empty();
    }
    Assignment part = run.part();
    try {
      return ledger.enter(run.job(), part.role(), run.attempt().resumption(),
          run.request().proposal().job().expiresMillis())
              ? Optional.empty()
              : refuse(Fault.Kind.PEER, part, twice(run));
    } catch (IOException e) {
      return refuse(Fault.Kind.REQUEST, part, "Node " + name + " refuses: it cannot note the run in its ledger ("
          + e.getMessage() + "). Give it another parley.tape.directory");
    }
  }

  private static String twice(SessionActor.Conducted run) {
    return "refuses to run "
        + (run.attempt().resumption() == 0 ? "" : "resumption " + run.attempt().resumption() + " of ")
        + "job " + run.job().substring(0, 12) + " twice";
  }

  private static SpiffeId client(SessionActor.Conducted run) {
    return run.request().client();
  }

  private String refuses(BadRequestException e) {
    return "Node " + name + " refuses: " + e.getMessage();
  }

  private static Optional<Fault> refuse(Fault.Kind kind, Assignment part, String reason) {
    return Optional.of(new Fault(kind, part.role(), reason));
  }

  private Behavior<Command> onSessionEnded(SessionEnded ended) {
    active.remove(ended.session());
    return Behaviors.same();
  }
}
