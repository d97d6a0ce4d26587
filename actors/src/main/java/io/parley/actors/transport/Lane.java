package io.parley.actors.transport;

import io.parley.protocols.Inbox;
import io.parley.protocols.Message;
import io.parley.protocols.PeerFaultException;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One role's end of the connection with one other. Callers of {@link #send} write on their own threads, one at a time; a
 * thread of the lane reads and delivers, so a slow inbox stops the reading and, through the wire, the peer. A goodbye of
 * either side ends the lane for both; an end without one is a loss, and fails the inbox.
 */
final class Lane {
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
  private final FrameEncoder encoder;
  private final FrameDecoder decoder;
  private final Thread reader;
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock delivery = new ReentrantLock();
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private boolean delivering;

  /**
   * @param who the peer, as messages name it
   */
  Lane(int peer, String who, Wire wire, Inbox inbox, FrameEncoder encoder, FrameDecoder decoder) {
    this.peer = peer;
    this.who = who;
    this.wire = wire;
    this.inbox = inbox;
    this.encoder = encoder;
    this.decoder = decoder;
    this.reader = Thread.ofPlatform().daemon().name("lane to " + who).unstarted(this::read);
  }

  void start() {
    reader.start();
  }

  void send(List<Message> frame) {
    writing.lock();
    try {
      switch (Objects.requireNonNull(state.get())) {
        case OPEN -> encoder.data(frame);
        case LEFT -> throw new PeerFaultException(peer, who + " has left the session");
        case LOST -> throw new PeerFaultException(peer, "The connection to " + who + " was lost");
        case CLOSED -> throw new IllegalStateException("The lane to " + who + " is closed");
      }
    } catch (IOException e) {
      throw lose("The connection to " + who + " was lost: " + reason(e));
    } finally {
      writing.unlock();
    }
  }

  private void read() {
    try {
      while (true) {
        switch (decoder.next()) {
          case Frame.Data data -> deliver(data.messages());
          case Frame.Goodbye() -> {
            leave();
            return;
          }
          case Frame.Lost() -> {
            lose("The connection to " + who + " was lost");
            return;
          }
        }
      }
    } catch (MalformedFrameException e) {
      lose("The connection to " + who + " broke the protocol: " + e.getMessage());
    } catch (IOException e) {
      lose("The connection to " + who + " was lost: " + reason(e));
    } catch (RuntimeException | Error e) {
      wire.close();
      inbox.fail(new IllegalStateException("The lane to " + who + " failed", e));
    }
  }

  /** Hands a frame over; once the lane is closed, drops it, so that the peer's goodbye behind it can be read. */
  private void deliver(List<Message> messages) {
    delivery.lock();
    try {
      if (state.get() != State.OPEN) {
        return;
      }
      delivering = true;
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
      delivering = false;
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

  /** Ends the lane in disorder, and with it the session, unless the lane has ended already. */
  private PeerFaultException lose(String message) {
    PeerFaultException failure = new PeerFaultException(peer, message);
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
      if (delivering) {
        reader.interrupt();
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
