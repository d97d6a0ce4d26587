package io.parley.actors;

import io.parley.actors.transport.Address;
import io.parley.actors.transport.Endpoint;
import io.parley.actors.transport.Transport;
import io.parley.identity.EphemeralKey;
import io.parley.plan.Plan;
import io.parley.protocols.engine.Channel;
import io.parley.protocols.engine.Message;
import io.parley.protocols.engine.Usage;
import io.parley.protocols.engine.Waiting;
import io.parley.protocols.spi.PeerFaultException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The blocking side of one session. Its actor calls one step after the other, each on a virtual thread; {@link #close} or
 * {@link #abort} may come at any time from another.
 */
final class SessionWork {
  private final Assignment part;
  private final Transport transport;
  private final Seat.Factory seats;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Seat seat;
  private volatile @Nullable Endpoint endpoint;
  private boolean ended;
  private volatile byte[] agreed = new byte[0];

  SessionWork(Assignment part, Transport transport, Seat.Factory seats) {
    this.part = part;
    this.transport = transport;
    this.seats = seats;
  }

  /** Takes the seat and opens this role's end; returns where the others find it. */
  Address open(Plan plan, EphemeralKey key) {
    // A session wants its channel, an endpoint wants the session's inbox: the channel is filled in afterwards.
    Seat taken = seats.take(plan, new LaterChannel());
    lock.lock();
    try {
      if (ended) {
        taken.close();
        throw new PeerFaultException(-1, "The session has ended");
      }
      seat = taken;
      endpoint = transport.open(part.session(), part.role(), part.roles(), taken.inbox(), key);
      return endpoint.address();
    } finally {
      lock.unlock();
    }
  }

  private final class LaterChannel implements Channel {
    @Override
    public void send(int peer, List<Message> frame) {
      endpoint().send(peer, frame);
    }

    @Override
    public void help(BooleanSupplier done) {
      endpoint().help(done);
    }

    @Override
    public void leave() {
      endpoint().leave();
    }

    @Override
    public byte[] binding() {
      return agreed.clone();
    }
  }

  /**
   * @param binding what all roles have agreed upon
   */
  void connect(Map<Integer, Address> peers, byte[] binding, Duration timeout) throws InterruptedException {
    agreed = binding.clone();
    endpoint().connect(peers, binding, timeout);
  }

  void run(Phase phase) throws InterruptedException {
    switch (phase) {
      case OFFLINE -> seat().offline();
      case ONLINE -> seat().online();
    }
  }

  /** What it waits for at present, if it does. */
  Optional<Waiting> waiting() {
    Seat taken = seat;
    return taken == null ? Optional.empty() : taken.session().waiting();
  }

  /** Inputs of which nothing comes for so long end the session, by the client's fault. */
  void endIfInputsAreLate(Duration limit) {
    Seat taken = seat;
    if (taken != null && taken.session().inputSilence().filter(silence -> silence.compareTo(limit) > 0).isPresent()) {
      int client = part.roles().client();
      taken.inbox().fail(new PeerFaultException(client, part.roles().describe(client)
          + " has sent nothing of its inputs for " + limit.toSeconds()
          + " s, all that parley.session.input-timeout allows"));
    }
  }

  Usage usage() {
    return seat().session().usage();
  }

  /** Nothing is computed any more; what comes is dropped, and the lanes stay. */
  void settle() {
    seat().close();
  }

  /** Ends the session in good order: what was sent still arrives. */
  void close() {
    close(Endpoint::close);
  }

  private void close(Consumer<Endpoint> how) {
    end();
    Endpoint open = endpoint;
    if (open != null) {
      how.accept(open);
    }
    Seat taken = seat;
    if (taken != null) {
      taken.close();
    }
  }

  /** Ends the session wherever it stands: whoever waits in it fails. */
  void abort(String reason) {
    end();
    Seat taken = seat;
    if (taken != null) {
      taken.inbox().fail(new PeerFaultException(-1, reason));
    }
    close(Endpoint::abort);
  }

  /** What is not open by now never will be. */
  private void end() {
    lock.lock();
    try {
      ended = true;
    } finally {
      lock.unlock();
    }
  }

  private Endpoint endpoint() {
    return Objects.requireNonNull(endpoint, "not opened");
  }

  private Seat seat() {
    return Objects.requireNonNull(seat, "not opened");
  }
}
