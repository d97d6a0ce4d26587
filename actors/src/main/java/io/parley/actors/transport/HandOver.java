package io.parley.actors.transport;

import io.parley.config.Link;
import io.parley.protocols.engine.Inbox;
import io.parley.protocols.engine.Message;
import io.parley.protocols.spi.PeerFaultException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a lane within a JVM: a queue of bounded bytes, and a virtual thread that delivers what is in it, so
 * that a sender is never in the receiver's code. A frame counts until it is delivered; one is always let in. It is
 * delivered once it would have arrived over the {@link Link}.
 */
final class HandOver {
  private static final long CAPACITY_BYTES = 16 << 20;

  private enum State {
    OPEN,
    /** The sender said goodbye: what is queued is still delivered. */
    LEFT,
    /** The sender was lost: likewise, then the inbox fails. */
    LOST,
    /** The receiver is gone. */
    CLOSED
  }

  private record Sent(List<Message> frame, long arrival) {}

  private final int sender;
  private final String senderName;
  private final int receiver;
  private final String receiverName;
  private final Inbox inbox;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Sent> frames = new ArrayDeque<>();
  private final Line line;
  private State state = State.OPEN;
  private long bytes;

  HandOver(int sender, String senderName, int receiver, String receiverName, Inbox inbox, Link link) {
    this.sender = sender;
    this.senderName = senderName;
    this.receiver = receiver;
    this.receiverName = receiverName;
    this.inbox = inbox;
    this.line = new Line(link);
    this.thread = Thread.ofVirtual().name("lane from " + senderName).start(this::deliverAll);
  }

  /** Blocks while too much is queued. */
  void put(List<Message> frame) {
    long size = size(frame);
    lock.lock();
    try {
      while (state == State.OPEN && bytes > 0 && bytes + size > CAPACITY_BYTES) {
        changed.await();
      }
      switch (state) {
        case OPEN -> {
          frames.add(new Sent(List.copyOf(frame), line.send(size)));
          bytes += size;
          changed.signalAll();
        }
        case CLOSED -> throw PeerFaultException.lost(receiver, receiverName + " has left the session");
        case LEFT, LOST -> throw new IllegalStateException("The lane to " + receiverName + " is closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeerFaultException(receiver, "Sending to " + receiverName + " was interrupted");
    } finally {
      lock.unlock();
    }
  }

  /** The sender ends the lane, in order or not. */
  void end(boolean inOrder) {
    move(inOrder ? State.LEFT : State.LOST);
  }

  /** The receiver ends the lane. */
  void close() {
    move(State.CLOSED);
    thread.interrupt();
  }

  private void move(State to) {
    lock.lock();
    try {
      if (state == State.OPEN || to == State.CLOSED) {
        state = to;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void deliverAll() {
    try {
      while (true) {
        Sent next = take();
        if (next == null) {
          break;
        }
        Line.awaitClose(next.arrival());
        inbox.deliver(sender, next.frame());
        release(size(next.frame()));
      }
      if (lost()) {
        inbox.fail(PeerFaultException.lost(sender, "The connection to " + senderName + " was lost"));
      }
    } catch (InterruptedException e) {
      // by close()
    } catch (RuntimeException | Error e) {
      inbox.fail(new IllegalStateException("The lane from " + senderName + " failed", e));
    }
  }

  /** The next frame, just before it is there; null once none can come. */
  private @Nullable Sent take() throws InterruptedException {
    lock.lock();
    try {
      while (state == State.OPEN && frames.isEmpty()) {
        changed.await();
      }
      Sent first = frames.peek();
      while (first != null && state != State.CLOSED && Line.nanosToSleep(first.arrival()) > 0) {
        var _ = changed.awaitNanos(Line.nanosToSleep(first.arrival()));
      }
      return state == State.CLOSED ? null : frames.poll();
    } finally {
      lock.unlock();
    }
  }

  private boolean lost() {
    lock.lock();
    try {
      return state == State.LOST;
    } finally {
      lock.unlock();
    }
  }

  private void release(long size) {
    lock.lock();
    try {
      bytes -= size;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static long size(List<Message> frame) {
    long size = 64;
    for (Message message : frame) {
      size += 32 + message.bytes();
    }
    return size;
  }
}
