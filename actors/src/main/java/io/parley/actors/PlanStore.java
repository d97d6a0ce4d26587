package io.parley.actors;

import io.parley.config.PlanSettings;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.serialization.ControlMessage;
import io.parley.serialization.PlanCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The plans of one node. A plan comes to a node once, in chunks that fit the control plane's frames, from the store of
 * the node that asks to run it: the coordinator's from the client's, a role's from the coordinator's. It is taken only
 * if its bytes hash to the id that was asked for.
 */
final class PlanStore {
  static final int CHUNK_BYTES = 128 << 10;
  private static final int WINDOW = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  sealed interface Command {}

  /** Keeps a plan that was made here. */
  record Put(String id, byte[] bytes, Plan plan) implements Command {}

  /** Gets a plan, from here or else from {@code source}. */
  record Get(String id, int bytes, ActorRef<Command> source, ActorRef<Answer> replyTo) implements Command {}

  /** Another store asks for the chunk that begins at {@code offset}. */
  record Fetch(String id, int offset, ActorRef<Command> replyTo) implements Command, ControlMessage {}

  record Chunk(String id, int offset, byte[] bytes) implements Command, ControlMessage {}

  record Missing(String id) implements Command, ControlMessage {}

  private record Overdue(String id) implements Command {}

  sealed interface Answer {}

  record Found(Plan plan) implements Answer {}

  record NotFound(Fault.Kind kind, String reason) implements Answer {}

  private record Held(byte[] bytes, Plan plan) {}

  /** A plan on its way here. */
  private static final class Arrival {
    final byte[] bytes;
    final ActorRef<Command> source;
    final List<ActorRef<Answer>> waiting = new ArrayList<>();
    int arrived;
    int asked;

    Arrival(int bytes, ActorRef<Command> source) {
      this.bytes = new byte[bytes];
      this.source = source;
    }
  }

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final PlanSettings limits;
  private final Map<String, Held> held = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Arrival> arrivals = new HashMap<>();
  private long heldBytes;

  private PlanStore(ActorContext<Command> context, TimerScheduler<Command> timers, PlanSettings limits) {
    this.context = context;
    this.timers = timers;
    this.limits = limits;
  }

  static Behavior<Command> create(PlanSettings limits) {
    return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
      PlanStore store = new PlanStore(context, timers, limits);
      return Behaviors.receiveMessage(store::onCommand);
    }));
  }

  private Behavior<Command> onCommand(Command command) {
    switch (command) {
      case Put put -> onPut(put);
      case Get get -> onGet(get);
      case Fetch fetch -> onFetch(fetch);
      case Chunk chunk -> onChunk(chunk);
      case Missing missing -> refuse(missing.id(), Fault.Kind.PEER, "the plan is not at its source any more");
      case Overdue overdue -> refuse(overdue.id(), Fault.Kind.TIMEOUT, "the plan did not arrive in time");
    }
    return Behaviors.same();
  }

  private void onPut(Put put) {
    Held before = held.put(put.id(), new Held(put.bytes(), put.plan()));
    heldBytes += put.bytes().length - (before == null ? 0 : before.bytes().length);
    Iterator<Held> eldest = held.values().iterator();
    while (heldBytes > limits.cacheBytes() && held.size() > 1) {
      heldBytes -= eldest.next().bytes().length;
      eldest.remove();
    }
  }

  private void onGet(Get get) {
    Held found = held.get(get.id());
    if (found != null) {
      get.replyTo().tell(new Found(found.plan()));
    } else if (get.bytes() < 1 || get.bytes() > limits.maxBytes()) {
      get.replyTo().tell(new NotFound(Fault.Kind.REQUEST, "the plan has " + get.bytes() + " bytes, more than the "
          + limits.maxBytes() + " that parley.plan.max-size allows here"));
    } else {
      Arrival arrival = arrivals.get(get.id());
      if (arrival == null || arrival.bytes.length != get.bytes()) {
        arrival = new Arrival(get.bytes(), get.source());
        arrivals.put(get.id(), arrival);
        askMore(get.id(), arrival);
      }
      arrival.waiting.add(get.replyTo());
    }
  }

  private void onFetch(Fetch fetch) {
    Held found = held.get(fetch.id());
    if (found == null || fetch.offset() < 0 || fetch.offset() >= found.bytes().length) {
      fetch.replyTo().tell(new Missing(fetch.id()));
    } else {
      int end = Math.min(found.bytes().length, fetch.offset() + CHUNK_BYTES);
      fetch.replyTo()
          .tell(new Chunk(fetch.id(), fetch.offset(), Arrays.copyOfRange(found.bytes(), fetch.offset(), end)));
    }
  }

  private void onChunk(Chunk chunk) {
    Arrival arrival = arrivals.get(chunk.id());
    if (arrival == null || chunk.offset() != arrival.arrived) {
      return;
    }
    if (chunk.bytes().length != Math.min(CHUNK_BYTES, arrival.bytes.length - arrival.arrived)) {
      refuse(chunk.id(), Fault.Kind.PEER, "the plan came in broken chunks");
      return;
    }
    System.arraycopy(chunk.bytes(), 0, arrival.bytes, arrival.arrived, chunk.bytes().length);
    arrival.arrived += chunk.bytes().length;
    if (arrival.arrived < arrival.bytes.length) {
      askMore(chunk.id(), arrival);
    } else {
      complete(chunk.id(), arrival);
    }
  }

  private void askMore(String id, Arrival arrival) {
    while (arrival.asked < arrival.bytes.length && arrival.asked < arrival.arrived + WINDOW * CHUNK_BYTES) {
      arrival.source.tell(new Fetch(id, arrival.asked, context.getSelf()));
      arrival.asked += CHUNK_BYTES;
    }
    timers.startSingleTimer(id, new Overdue(id), PATIENCE);
  }

  private void complete(String id, Arrival arrival) {
    if (!isAnnounced(id, arrival.bytes)) {
      refuse(id, Fault.Kind.PEER, "the plan that came is not the one that was announced");
      return;
    }
    try {
      Plan plan = PlanCodec.decode(arrival.bytes);
      if (plan.isLowered() && !limits.acceptsLowered()) {
        throw new BadRequestException("This node takes plans as people write them, but '" + plan.name()
            + "' is lowered. Submit the plan that it was lowered from, or set parley.plan.accept-lowered = true here");
      }
      onPut(new Put(id, arrival.bytes, plan));
      end(id, new Found(plan));
    } catch (BadRequestException e) {
      refuse(id, Fault.Kind.REQUEST, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isAnnounced(String id, byte[] bytes) {
    try {
      return PlanCodec.id(bytes).equals(id);
    } catch (BadRequestException e) {
      return false;
    }
  }

  private void refuse(String id, Fault.Kind kind, String reason) {
    end(id, new NotFound(kind, reason));
  }

  private void end(String id, Answer answer) {
    timers.cancel(id);
    Arrival arrival = arrivals.remove(id);
    if (arrival != null) {
      arrival.waiting.forEach(to -> to.tell(answer));
    }
  }
}
