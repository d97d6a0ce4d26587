package io.parley.actors;

import io.parley.actors.transport.Address;
import io.parley.identity.EphemeralKey;
import io.parley.plan.Plan;
import io.parley.protocols.engine.Usage;
import io.parley.protocols.engine.Waiting;
import io.parley.protocols.spi.PeerFaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The blocking side of a role's part in a job: one {@link SessionWork} after the other, each with lanes of its own. The next
 * is open before the role says that it is done with the one before, so that whoever goes on finds it. Called as a session's
 * work is.
 */
final class JobWork {
  private final int steps;
  private final IntFunction<SessionWork> sessions;
  private final EphemeralKey key = EphemeralKey.fresh();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable SessionWork now;
  private @Nullable SessionWork next;
  private int at;
  private boolean ended;
  private IntFunction<Plan> plans = _ -> {
    throw new IllegalStateException("not opened");
  };
  private Acceptance.@Nullable Agreed agreed;

  /**
   * @param from the step with which it begins
   * @param steps how many the job has
   * @param sessions the work of each step
   */
  JobWork(int from, int steps, IntFunction<SessionWork> sessions) {
    this.at = from;
    this.steps = steps;
    this.sessions = sessions;
  }

  /**
   * Takes the seat of the first step, and opens its end.
   *
   * @param lowered what is executed in each step
   */
  Address open(IntFunction<Plan> lowered) {
    plans = lowered;
    SessionWork first = begin(at);
    now = first;
    return first.open(plans.apply(at), key);
  }

  private SessionWork begin(int step) {
    SessionWork begun = sessions.apply(step);
    lock.lock();
    try {
      if (ended) {
        throw new PeerFaultException(-1, "The session has ended");
      }
      next = begun;
      return begun;
    } finally {
      lock.unlock();
    }
  }

  /** Sets up the lanes of the first step. */
  void connect(Acceptance.Agreed contract, Duration timeout) throws InterruptedException {
    agreed = contract;
    session().connect(contract.peers(), contract.contract().binding(at), timeout);
  }

  void run(Phase phase) throws InterruptedException {
    session().run(phase);
  }

  boolean hasNext() {
    return at + 1 < steps;
  }

  /** What the step cost, which is done for this role. If there is another, its seat is taken and its end opened. */
  Usage finish() {
    SessionWork done = session();
    Usage usage = done.usage();
    if (hasNext()) {
      done.settle();
      begin(at + 1).open(plans.apply(at + 1), key);
    }
    return usage;
  }

  /** All roles are done with the step: sets up the lanes of the next. */
  void goOn(Duration timeout) throws InterruptedException {
    SessionWork done = session();
    SessionWork following;
    lock.lock();
    try {
      following = Objects.requireNonNull(next);
      now = following;
    } finally {
      lock.unlock();
    }
    at++;
    Acceptance.Agreed contract = Objects.requireNonNull(agreed);
    Thread closing = Thread.ofVirtual().start(done::close);
    try {
      following.connect(contract.peers(), contract.contract().binding(at), timeout);
    } finally {
      closing.join();
    }
  }

  /** What it waits for at present, if it does. */
  Optional<Waiting> waiting() {
    SessionWork present = now;
    return present == null ? Optional.empty() : present.waiting();
  }

  void endIfInputsAreLate(Duration limit) {
    SessionWork present = now;
    if (present != null) {
      present.endIfInputsAreLate(limit);
    }
  }

  /** Ends the job in good order. */
  void close() {
    end(SessionWork::close);
  }

  /** Ends the job wherever it stands. */
  void abort(String reason) {
    end(work -> work.abort(reason));
  }

  private void end(Consumer<SessionWork> how) {
    List<SessionWork> open = new ArrayList<>();
    lock.lock();
    try {
      ended = true;
      SessionWork present = now;
      SessionWork following = next;
      if (present != null) {
        open.add(present);
      }
      if (following != null && following != present) {
        open.add(following);
      }
    } finally {
      lock.unlock();
    }
    open.forEach(how);
  }

  private SessionWork session() {
    return Objects.requireNonNull(now, "not opened");
  }
}
