package io.parley.actors;

import io.parley.actors.transport.Steadfast;
import io.parley.config.PlanSettings;
import io.parley.plan.Plan;
import io.parley.serialization.ControlMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The plans of one node. A plan comes to a node once, in chunks that fit the control plane's frames, from the store of
 * the node that asks to run it: the coordinator's from the client's, a role's from the coordinator's. It is taken only
 * if its bytes hash to the id that was asked for. Each source has a {@link PlanFetch} of its own, so that nobody waits for
 * somebody else's, and the first that brings the plan brings it to all.
 */
final class PlanStore {
  static final int CHUNK_BYTES = 128 << 10;
  /** Of the heap, for plans on their way, and for those that are kept. */
  private static final int HEAP_PARTS = 8;
  /** What a byte of a plan may take while it is read. */
  private static final int HEAP_PER_BYTE = 16;
  /** What a node of a plan takes beside its bytes. */
  private static final long NODE_BYTES = 512;

  sealed interface Command {}

  /** Keeps a plan that was made here. */
  record Put(String id, byte[] bytes, Plan plan) implements Command {}

  /** Gets a plan, from here or else from {@code source}. */
  record Get(String id, int bytes, ActorRef<Command> source, ActorRef<Answer> replyTo) implements Command {}

  /** Another store asks for the chunk that begins at {@code offset}. */
  record Fetch(String id, int offset, ActorRef<Command> replyTo) implements Command, ControlMessage {}

  record Chunk(String id, int offset, byte[] bytes) implements Command, ControlMessage {}

  record Missing(String id) implements Command, ControlMessage {}

  /** Of a {@link PlanFetch}. */
  record Overdue() implements Command {}

  private record Fetched(Source source, PlanFetch.Result result) implements Command {}

  sealed interface Answer {}

  record Found(Plan plan) implements Answer {}

  record NotFound(Fault.Kind kind, String reason) implements Answer {}

  private record Held(byte[] bytes, Plan plan) {
    long weight() {
      return bytes.length + NODE_BYTES * plan.nodes().size();
    }
  }

  /** Where a plan is to come from, and how long it is said to be there. */
  private record Source(String id, int bytes, ActorRef<Command> store) {}

  private final ActorContext<Command> context;
  private final PlanSettings limits;
  private final long mostRead;
  private final long mostHeld;
  private final PlanFetch.Pending pending;
  private final Map<String, Held> held = new LinkedHashMap<>(16, 0.75f, true);
  /** Who waits for each source. */
  private final Map<Source, List<ActorRef<Answer>>> fetches = new HashMap<>();
  private long heldBytes;

  private PlanStore(ActorContext<Command> context, PlanSettings limits, long heapBytes) {
    this.context = context;
    this.limits = limits;
    long part = heapBytes / HEAP_PARTS;
    mostRead = heapBytes / HEAP_PER_BYTE;
    mostHeld = Math.min(limits.cacheBytes(), part);
    pending = new PlanFetch.Pending(new AtomicLong(), Math.max(limits.maxBytes(), part), heapBytes);
  }

  static Behavior<Command> create(PlanSettings limits) {
    return create(limits, Runtime.getRuntime().maxMemory());
  }

  /**
   * @param heapBytes of the node's JVM
   */
  static Behavior<Command> create(PlanSettings limits, long heapBytes) {
    return Steadfast.of(Behaviors.setup(context -> {
      PlanStore store = new PlanStore(context, limits, heapBytes);
      return Behaviors.receiveMessage(store::onCommand);
    }));
  }

  private Behavior<Command> onCommand(Command command) {
    switch (command) {
      case Put put -> onPut(put);
      case Get get -> onGet(get);
      case Fetch fetch -> onFetch(fetch);
      case Fetched fetched -> onFetched(fetched);
      case Chunk _,Missing _,Overdue _ -> {
        // for a fetch, and nobody else
      }
    }
    return Behaviors.same();
  }

  private void onPut(Put put) {
    Held now = new Held(put.bytes(), put.plan());
    Held before = held.put(put.id(), now);
    heldBytes += now.weight() - (before == null ? 0 : before.weight());
    Iterator<Held> eldest = held.values().iterator();
    while (heldBytes > mostHeld && held.size() > 1) {
      heldBytes -= eldest.next().weight();
      eldest.remove();
    }
  }

  private void onGet(Get get) {
    Held found = held.get(get.id());
    if (found != null) {
      get.replyTo().tell(new Found(found.plan()));
    } else if (get.bytes() > mostRead) {
      get.replyTo().tell(new NotFound(Fault.Kind.REQUEST, "the plan has " + get.bytes() + " bytes, more than the "
          + mostRead + " that a heap of this node's size can read; give it a larger one"));
    } else if (get.bytes() < 1 || get.bytes() > limits.maxBytes()) {
      get.replyTo().tell(new NotFound(Fault.Kind.REQUEST, "the plan has " + get.bytes() + " bytes, more than the "
          + limits.maxBytes() + " that parley.plan.max-size allows here"));
    } else {
      Source source = new Source(get.id(), get.bytes(), get.source());
      fetches.computeIfAbsent(source, this::fetch).add(get.replyTo());
    }
  }

  private List<ActorRef<Answer>> fetch(Source source) {
    ActorRef<Command> self = context.getSelf();
    context.spawnAnonymous(PlanFetch.create(source.id(), source.bytes(), source.store(), pending,
        result -> self.tell(new Fetched(source, result))));
    return new ArrayList<>();
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

  private void onFetched(Fetched fetched) {
    Source source = fetched.source();
    switch (fetched.result()) {
      case PlanFetch.Refused(Fault.Kind kind, String reason) -> answer(source, new NotFound(kind, reason));
      case PlanFetch.Arrived(byte[] _, Plan plan) when plan.isLowered() && !limits.acceptsLowered() ->
        answer(source, new NotFound(Fault.Kind.REQUEST, "This node takes plans as people write them, but '"
            + plan.name()
            + "' is lowered. Submit the plan that it was lowered from, or set parley.plan.accept-lowered = true here"));
      case PlanFetch.Arrived(byte[] bytes, Plan plan) -> {
        onPut(new Put(source.id(), bytes, plan));
        List.copyOf(fetches.keySet()).stream().filter(other -> other.id().equals(source.id()))
            .forEach(other -> answer(other, new Found(plan)));
      }
    }
  }

  private void answer(Source source, Answer answer) {
    List<ActorRef<Answer>> waiting = fetches.remove(source);
    if (waiting != null) {
      waiting.forEach(to -> to.tell(answer));
    }
  }
}
