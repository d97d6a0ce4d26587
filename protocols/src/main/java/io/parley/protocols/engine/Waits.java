package io.parley.protocols.engine;

import io.parley.plan.Op;
import io.parley.plan.OpText;
import io.parley.plan.Plan;
import io.parley.protocols.spi.Roles;
import io.parley.protocols.walk.Steps;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What a session waits for at present, so that one that stalls can tell. Safe for use by several threads. */
final class Waits {
  private final Plan plan;
  private final Roles roles;
  private final Map<Wait, Boolean> present = new ConcurrentHashMap<>();

  Waits(Plan plan, Roles roles) {
    this.plan = plan;
    this.roles = roles;
  }

  /** Compared by identity: several may wait for the same. */
  final class Wait implements AutoCloseable {
    private final long begin = System.nanoTime();
    private final Supplier<String> what;

    private Wait(Supplier<String> what) {
      this.what = what;
      present.put(this, true);
    }

    /** It has come. */
    @Override
    public void close() {
      present.remove(this);
    }
  }

  /** Somebody begins to wait for a message. */
  Wait message(int role, long key) {
    return new Wait(() -> roles.describe(role) + "'s " + describe(role, key));
  }

  /** Waits for what a message completes. */
  <T> T get(CompletableFuture<T> future, int role, long key) throws InterruptedException {
    try (Wait _ = message(role, key)) {
      return Failures.get(future);
    }
  }

  /** The same channel, of which it is known when a peer is slow to take what is sent. */
  Channel over(Channel channel) {
    return new Channel() {
      @Override
      public void send(int peer, List<Message> frame) {
        try (Wait _ = new Wait(() -> roles.describe(peer) + " to take its "
            + (frame.isEmpty() ? "messages" : describe(peer, frame.getFirst().key())))) {
          channel.send(peer, frame);
        }
      }

      @Override
      public void help(BooleanSupplier done) {
        channel.help(done);
      }

      @Override
      public void leave() {
        channel.leave();
      }

      @Override
      public byte[] binding() {
        return channel.binding();
      }
    };
  }

  Optional<Waiting> longest() {
    long now = System.nanoTime();
    return present.keySet().stream().min(Comparator.comparingLong(wait -> wait.begin - now))
        .map(wait -> new Waiting(Duration.ofNanos(now - wait.begin), wait.what.get()));
  }

  private String describe(int role, long key) {
    int step = Message.node(key);
    Steps steps = Steps.of(plan, 0);
    if (step < 0) {
      return key == SessionKeys.TAPE_SEED
          ? "seed of the tape"
          : key == SessionKeys.TAPE_END
              ? "end of the tape"
              : key == SessionKeys.PAIR_COMMITMENT ? "commitment to a common key" : "half of a common key";
    } else if (step < steps.nodes()) {
      Op op = plan.node(step).op();
      return role == roles.client() && op instanceof Op.Input input
          ? "input '" + input.name() + "'"
          : (role == roles.provider() ? "tape" : "message") + " of node " + step + " (" + OpText.name(op) + ")";
    } else if (step < steps.session()) {
      return (role == roles.provider() ? "tape" : "share") + " of output '"
          + plan.outputs().get(step - steps.nodes()).name() + "'";
    }
    return step == steps.session() ? "message of the session" : "message of checkpoint " + (step - steps.session() - 1);
  }
}
