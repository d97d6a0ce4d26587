package io.parley.actors.transport;

import io.parley.protocols.engine.Inbox;
import io.parley.protocols.engine.Message;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.serialization.Frame;
import io.parley.serialization.FrameDecoder;
import io.parley.serialization.FrameEncoder;
import io.parley.serialization.MalformedFrameException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One role's end of the connection with one other. Callers of {@link #send} write on their own threads, one at a time; a
 * thread of the lane reads and delivers, so a slow inbox stops the reading and, through the wire, the peer. Who waits for
 * a frame may read it instead, see {@link #poll}. A goodbye of either side ends the lane for both; an end without one is
 * a loss, and fails the inbox.
 */
final class Lane {
  /** How long the lane's thread lets those who poll do its work, after the last time that one did. */
  private static final long ASIDE_NANOS = 1_000_000;

  /** What somebody finds who polls. */
  enum Polled {
    /** The lane's own thread reads. */
    IS_READ,
    /** All that has arrived has been read. */
    EMPTY,
    /** A frame has begun to arrive that is for the lane's own thread. */
    IS_LONG
  }

  private enum State {
    OPEN,
    /** The peer said goodbye. */
    LEFT,
    /** The connection broke, or the peer broke the protocol. */
    LOST,
    /** We said goodbye. */
    CLOSED
  }

  private final int peer;
  private final String who;
  private final Wire wire;
  private final Inbox inbox;
  private final Helper helper;
  private final FrameEncoder encoder;
  private final FrameDecoder decoder;
  private final Thread reader;
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock delivery = new ReentrantLock();
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private final ReentrantLock reading = new ReentrantLock();
  private @Nullable Thread deliverer;

  /** No frame follows. Guarded by {@link #reading}. */
  private boolean over;
  private volatile long lastPoll = System.nanoTime();
  private volatile boolean isAside;

  /**
   * @param who the peer, as messages name it
   * @param helper of the endpoint
   */
  Lane(int peer, String who, Wire wire, Inbox inbox, Helper helper, FrameEncoder encoder, FrameDecoder decoder) {
    this.peer = peer;
    this.who = who;
    this.wire = wire;
    this.inbox = inbox;
    this.helper = helper;
    this.encoder = encoder;
    this.decoder = decoder;
    this.reader = Thread.ofPlatform().daemon().name("lane to " + who).unstarted(this::read);
  }

  void start() throws IOException {
    wire.established();
    reader.start();
  }

  void send(List<Message> frame) {
    writing.lock();
    try {
      switch (Objects.requireNonNull(state.get())) {
        case OPEN -> encoder.data(frame);
        case LEFT -> throw PeerFaultException.lost(peer, who + " has left the session");
        case LOST -> throw PeerFaultException.lost(peer, "The connection to " + who + " was lost");
        case CLOSED -> throw new IllegalStateException("The lane to " + who + " is closed");
      }
    } catch (IOException e) {
      throw lose(": " + reason(e));
    } finally {
      writing.unlock();
    }
  }

  private void read() {
    try {
      while (readOne()) {
        stepAside();
      }
    } finally {
      wire.close();
    }
  }

  private boolean readOne() {
    reading.lock();
    try {
      return !over && take(() -> Optional.of(decoder.next()));
    } finally {
      reading.unlock();
    }
  }

  /**
   * Reads what has arrived, on the thread of somebody who waits for it, unless the lane's own thread reads. Blocks only
   * where the inbox does.
   */
  Polled poll() {
    if (!reading.tryLock()) {
      return Polled.IS_READ;
    }
    try {
      lastPoll = System.nanoTime();
      return !over && take(decoder::poll) && decoder.hasBuffered() ? Polled.IS_LONG : Polled.EMPTY;
    } finally {
      reading.unlock();
    }
  }

  /** Calls the lane's own thread back. */
  void resume() {
    if (isAside) {
      LockSupport.unpark(reader);
    }
  }

  /** Leaves the lane to who helps, as long as somebody does. */
  private void stepAside() {
    if (!helper.isNext()) {
      return;
    }
    isAside = true;
    long since = System.nanoTime();
    while (helper.isWelcome() && state.get() == State.OPEN) {
      LockSupport.parkNanos(ASIDE_NANOS);
      if (System.nanoTime() - since >= ASIDE_NANOS) {
        if (lastPoll - since <= 0) {
          helper.giveUp();
        }
        since = System.nanoTime();
      }
    }
    isAside = false;
  }

  private interface Source {
    Optional<Frame> next() throws IOException;
  }

  /** Whether frames may follow. */
  private boolean take(Source source) {
    boolean goesOn = false;
    try {
      Optional<Frame> frame = source.next();
      goesOn = frame.isEmpty() || take(frame.get());
    } catch (MalformedFrameException e) {
      end(new PeerFaultException(peer, "The connection to " + who + " broke the protocol: " + e.getMessage()));
    } catch (IOException e) {
      lose(": " + reason(e));
    } catch (RuntimeException | Error e) {
      wire.close();
      inbox.fail(new IllegalStateException("The lane to " + who + " failed", e));
    } finally {
      over = !goesOn;
    }
    return goesOn;
  }

  private boolean take(Frame frame) {
    return switch (frame) {
      case Frame.Data(List<Message> messages) -> {
        deliver(messages);
        yield true;
      }
      case Frame.Goodbye() -> {
        leave();
        yield false;
      }
      case Frame.Lost() -> {
        lose("");
        yield false;
      }
    };
  }

  /** Hands a frame over; once the lane is closed, drops it, so that the peer's goodbye behind it can be read. */
  private void deliver(List<Message> messages) {
    delivery.lock();
    try {
      if (state.get() != State.OPEN) {
        return;
      }
      deliverer = Thread.currentThread();
    } finally {
      delivery.unlock();
    }
    try {
      inbox.deliver(peer, messages);
    } catch (InterruptedException e) {
      // by close(), which does not wait for a full inbox
    } finally {
      endDelivery();
    }
  }

  private void endDelivery() {
    delivery.lock();
    try {
      deliverer = null;
      Thread.interrupted();
    } finally {
      delivery.unlock();
    }
  }

  /** The peer said goodbye; so do we. */
  private void leave() {
    writing.lock();
    try {
      if (end(State.LEFT)) {
        encoder.goodbye();
      }
    } catch (IOException e) {
      // it has left, whether it hears us or not
    } finally {
      writing.unlock();
      wire.close();
    }
  }

  private PeerFaultException lose(String reason) {
    return end(PeerFaultException.lost(peer, "The connection to " + who + " was lost" + reason));
  }

  /** Ends the lane in disorder, and with it the session, unless the lane has ended already. */
  private PeerFaultException end(PeerFaultException failure) {
    boolean lost = end(State.LOST);
    wire.close();
    if (lost) {
      inbox.fail(failure);
    }
    return failure;
  }

  /** Drops the lane without a goodbye: the peer counts us as lost. */
  void drop() {
    end(State.CLOSED);
    wire.close();
    interruptDelivery();
  }

  /**
   * Ends the lane in order: all that was sent reaches the peer, then a goodbye. Blocks until they are on their way;
   * after {@code linger} the lane is dropped.
   */
  void close(Duration linger) {
    boolean open = end(State.CLOSED);
    interruptDelivery();
    if (!open) {
      wire.close();
      return;
    }
    Thread.ofVirtual().start(() -> dropAfter(linger));
    writing.lock();
    try {
      encoder.goodbye();
      wire.finish();
    } catch (IOException e) {
      wire.close();
    } finally {
      writing.unlock();
    }
  }

  private void dropAfter(Duration linger) {
    try {
      reader.join(linger);
    } catch (InterruptedException e) {
      // nobody interrupts this thread
    } finally {
      wire.close();
    }
  }

  /** Whether it was open until now. */
  private boolean end(State as) {
    return state.compareAndSet(State.OPEN, as);
  }

  private void interruptDelivery() {
    delivery.lock();
    try {
      if (deliverer != null) {
        deliverer.interrupt();
      }
    } finally {
      delivery.unlock();
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case ClosedByInterruptException _ -> "sending was interrupted";
      case ClosedChannelException _ -> "it is closed";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
