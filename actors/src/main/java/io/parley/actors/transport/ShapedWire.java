package io.parley.actors.transport;

import io.parley.config.Link;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A wire that is as slow as a {@link Link}, in the direction that is written; the other end shapes the way back. What is
 * written is held until it would have arrived there, and only then given to the wire within.
 */
final class ShapedWire implements Wire {
  private static final long LEAST_BUFFER_BYTES = 1 << 20;
  private static final long MOST_BUFFER_BYTES = 64 << 20;

  private record Piece(ByteBuffer bytes, long arrival) {}

  private final Wire wire;
  private final long capacityBytes;
  private final Line line;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Deque<Piece> underWay = new ArrayDeque<>();
  private long bytesUnderWay;
  private long lastArrival;
  private boolean finished;
  private boolean closed;
  private @Nullable IOException failure;

  private ShapedWire(Wire wire, Link link) {
    this.wire = wire;
    this.line = new Line(link);
    this.capacityBytes = capacityBytes(link);
  }

  /** The wire itself where the link adds nothing. */
  static Wire of(Wire wire, Link link) {
    if (link.isLoopback()) {
      return wire;
    }
    ShapedWire shaped = new ShapedWire(wire, link);
    Thread.ofPlatform().daemon().name("link to " + wire.peer()).start(shaped::carry);
    return shaped;
  }

  /** What fits on the link, and a buffer before it. */
  private static long capacityBytes(Link link) {
    double onTheLink = link.bitsPerSecond() / 8.0 * link.latency().toNanos() / 1e9;
    return (long) Math.min(MOST_BUFFER_BYTES, LEAST_BUFFER_BYTES + onTheLink);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    lock.lock();
    try {
      while (bytesUnderWay > 0 && bytesUnderWay + bytes.remaining() > capacityBytes && !closed && failure == null) {
        room.await();
      }
      if (failure != null) {
        throw failure;
      }
      if (closed || finished) {
        throw new IOException("it is closed");
      }
      int length = bytes.remaining();
      lastArrival = line.send(length);
      underWay.add(new Piece(ByteBuffer.allocate(length).put(bytes).flip(), lastArrival));
      bytesUnderWay += length;
      more.signal();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("sending was interrupted");
    } finally {
      lock.unlock();
    }
  }

  private void carry() {
    try {
      for (Piece piece = next(); piece != null; piece = next()) {
        Line.awaitClose(piece.arrival());
        wire.write(piece.bytes());
        arrived(piece);
      }
      wire.finish();
    } catch (IOException e) {
      fail(e);
    } catch (InterruptedException e) {
      fail(new InterruptedIOException("sending was interrupted"));
    }
  }

  /** The next piece, just before it is there; null once there is none any more. */
  private @Nullable Piece next() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        Piece first = underWay.peek();
        if (first == null && !finished) {
          more.await();
          continue;
        }
        long left = Line.nanosToSleep(first == null ? lastArrival : first.arrival());
        if (left <= 0) {
          return underWay.poll();
        }
        var _ = more.awaitNanos(left);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void arrived(Piece piece) {
    lock.lock();
    try {
      bytesUnderWay -= piece.bytes().capacity();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(IOException e) {
    lock.lock();
    try {
      failure = e;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return wire.read(into);
  }

  @Override
  public int poll(ByteBuffer into) throws IOException {
    return wire.poll(into);
  }

  @Override
  public void established() throws IOException {
    wire.established();
  }

  @Override
  public void finish() {
    lock.lock();
    try {
      if (!finished) {
        finished = true;
        lastArrival = line.send(0);
        more.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    wire.close();
    lock.lock();
    try {
      closed = true;
      more.signal();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String origin() {
    return wire.origin();
  }

  @Override
  public String peer() {
    return wire.peer();
  }
}
