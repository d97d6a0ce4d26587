package io.parley.actors;

import io.parley.actors.PlanStore.Chunk;
import io.parley.actors.PlanStore.Command;
import io.parley.actors.PlanStore.Fetch;
import io.parley.actors.PlanStore.Missing;
import io.parley.actors.transport.Steadfast;
import io.parley.plan.BadRequestException;
import io.parley.plan.Effort;
import io.parley.plan.Plan;
import io.parley.serialization.PlanCodec;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * One plan on its way here from one source, chunk by chunk. It takes memory as they arrive, of what all fetches have
 * together, and reads what came on a thread of its own. Chunks come to this actor alone, so that no other source can spoil
 * them.
 */
final class PlanFetch {
  private static final int WINDOW = 4;
  /** For the next chunk. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  /** For all of them. */
  private static final Duration WHOLE = Duration.ofMinutes(2);

  /** What came of it. */
  sealed interface Result {}

  record Arrived(byte[] bytes, Plan plan) implements Result {}

  record Refused(Fault.Kind kind, String reason) implements Result {}

  /**
   * What all fetches of a node hold.
   *
   * @param most bytes together
   * @param heapBytes of which reading a plan takes a part at most
   */
  record Pending(AtomicLong held, long most, long heapBytes) {
    boolean take(int bytes) {
      if (held.addAndGet(bytes) <= most) {
        return true;
      }
      held.addAndGet(-bytes);
      return false;
    }
  }

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final String id;
  private final int length;
  private final ActorRef<Command> source;
  private final Pending pending;
  private final Consumer<Result> done;
  private final ByteArrayOutputStream arrived = new ByteArrayOutputStream(0);
  private int asked;
  private int taken;

  private PlanFetch(ActorContext<Command> context, TimerScheduler<Command> timers, String id, int length,
      ActorRef<Command> source, Pending pending, Consumer<Result> done) {
    this.context = context;
    this.timers = timers;
    this.id = id;
    this.length = length;
    this.source = source;
    this.pending = pending;
    this.done = done;
  }

  /**
   * @param done called once, on any thread
   */
  static Behavior<Command> create(String id, int length, ActorRef<Command> source, Pending pending,
      Consumer<Result> done) {
    return Steadfast.of(Behaviors.setup(context -> Behaviors.withTimers(timers -> {
      PlanFetch fetch = new PlanFetch(context, timers, id, length, source, pending, done);
      timers.startSingleTimer("whole", new PlanStore.Overdue(), WHOLE);
      fetch.askMore();
      return Behaviors.receive(Command.class).onMessage(Chunk.class, fetch::onChunk)
          .onMessage(Missing.class,
              _ -> fetch.refuse(Fault.Kind.PEER, "the plan is not at its source any more"))
          .onMessage(PlanStore.Overdue.class, _ -> fetch.refuse(Fault.Kind.TIMEOUT, "the plan did not arrive in time"))
          .onSignal(PostStop.class, _ -> fetch.onStop()).build();
    })));
  }

  private Behavior<Command> onChunk(Chunk chunk) {
    if (chunk.offset() != arrived.size()) {
      return Behaviors.same();
    }
    if (chunk.bytes().length != Math.min(PlanStore.CHUNK_BYTES, length - arrived.size())) {
      return refuse(Fault.Kind.PEER, "the plan came in broken chunks");
    }
    if (!pending.take(chunk.bytes().length)) {
      return refuse(Fault.Kind.REQUEST, "too many plans are on their way to a node at once; try again later");
    }
    taken += chunk.bytes().length;
    arrived.writeBytes(chunk.bytes());
    if (arrived.size() < length) {
      askMore();
      return Behaviors.same();
    }
    byte[] bytes = arrived.toByteArray();
    Thread.ofVirtual().name("plan " + id).start(() -> done.accept(read(bytes)));
    return Behaviors.stopped();
  }

  private void askMore() {
    while (asked < length && asked < arrived.size() + WINDOW * PlanStore.CHUNK_BYTES) {
      source.tell(new Fetch(id, asked, context.getSelf()));
      asked += PlanStore.CHUNK_BYTES;
    }
    timers.startSingleTimer("next", new PlanStore.Overdue(), PATIENCE);
  }

  private Result read(byte[] bytes) {
    try {
      if (!isAnnounced(bytes)) {
        return new Refused(Fault.Kind.PEER, "the plan that came is not the one that was announced");
      }
      return new Arrived(bytes, Effort.ofHeap(pending.heapBytes()).spend(() -> PlanCodec.decode(bytes)));
    } catch (BadRequestException e) {
      return new Refused(Fault.Kind.REQUEST, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return new Refused(Fault.Kind.BUG, "the plan cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private boolean isAnnounced(byte[] bytes) {
    try {
      return PlanCodec.id(bytes).equals(id);
    } catch (BadRequestException e) {
      return false;
    }
  }

  private Behavior<Command> refuse(Fault.Kind kind, String reason) {
    done.accept(new Refused(kind, reason));
    return Behaviors.stopped();
  }

  private Behavior<Command> onStop() {
    pending.held().addAndGet(-taken);
    return Behaviors.same();
  }
}
