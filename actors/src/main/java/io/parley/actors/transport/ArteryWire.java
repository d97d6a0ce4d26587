package io.parley.actors.transport;

import io.parley.actors.transport.RelayMessage.Chunk;
import io.parley.actors.transport.RelayMessage.Credit;
import io.parley.actors.transport.RelayMessage.End;
import io.parley.actors.transport.RelayMessage.Finish;
import io.parley.actors.transport.RelayMessage.Sent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A wire whose bytes are chunks between two {@link Relay}s. Artery drops messages where its queues are full or a
 * connection breaks, so each direction has a window of bytes that may be on their way, which the reader's credits open
 * again, and chunks are numbered: one that is missing breaks the wire.
 */
final class ArteryWire implements Wire {
  static final int CHUNK_BYTES = 256 << 10;
  private static final int WINDOW_BYTES = 4 << 20;
  /** What a chunk counts for at least, since queues are bounded in messages, too. */
  private static final int LEAST_COST = 16 << 10;

  private final End self;
  private final ActorRef<RelayMessage> peer;
  private final Runnable forget;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private final Deque<ByteBuffer> unread = new ArrayDeque<>();
  private long received;
  private int unreadCost;
  private int consumed;
  private boolean ended;

  private long sent;
  private long announced;
  private int inFlight;
  private boolean finished;
  private boolean deaf;

  private boolean closed;
  private String broken = "";

  /**
   * @param self this end
   * @param peer the relay at the other end
   */
  ArteryWire(End self, ActorRef<RelayMessage> peer, Runnable forget) {
    this.self = self;
    this.peer = peer;
    this.forget = forget;
  }

  ActorRef<RelayMessage> peerRelay() {
    return peer;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      byte[] chunk = new byte[Math.min(bytes.remaining(), CHUNK_BYTES)];
      bytes.get(chunk);
      write(chunk);
    }
  }

  private void write(byte[] chunk) throws IOException {
    int cost = cost(chunk.length);
    lock.lock();
    try {
      while (inFlight + cost > WINDOW_BYTES && !closed && !deaf && broken.isEmpty()) {
        changed.await();
      }
      check();
      if (deaf || finished) {
        throw new IOException("it is closed");
      }
      inFlight += cost;
      sent++;
      peer.tell(new Chunk(self.other(), sent, chunk));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("sending was interrupted");
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    lock.lock();
    try {
      while (unread.isEmpty() && !ended && !closed && broken.isEmpty()) {
        changed.awaitUninterruptibly();
      }
      check();
      ByteBuffer first = unread.peek();
      return first == null ? -1 : take(first, into);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int poll(ByteBuffer into) throws IOException {
    lock.lock();
    try {
      check();
      ByteBuffer first = unread.peek();
      return first == null ? 0 : take(first, into);
    } finally {
      lock.unlock();
    }
  }

  private int take(ByteBuffer first, ByteBuffer into) {
    int n = Math.min(first.remaining(), into.remaining());
    into.put(first.slice(first.position(), n));
    first.position(first.position() + n);
    if (!first.hasRemaining()) {
      unread.remove();
      int cost = cost(first.capacity());
      unreadCost -= cost;
      consumed += cost;
      if (consumed >= WINDOW_BYTES / 4) {
        peer.tell(new Credit(self.other(), consumed));
        consumed = 0;
      }
    }
    return n;
  }

  @Override
  public void finish() {
    lock.lock();
    try {
      if (!finished && !closed) {
        finished = true;
        peer.tell(new Finish(self.other(), sent, false));
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      peer.tell(new Finish(self.other(), sent, true));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    forget.run();
  }

  @Override
  public String origin() {
    return peer.path().address().toString();
  }

  @Override
  public String peer() {
    return peer.path().toString();
  }

  /** What the relay got for this end. Never blocks. */
  void onChunk(Chunk chunk) {
    lock.lock();
    try {
      received++;
      unreadCost += cost(chunk.bytes().length);
      if (chunk.number() != received) {
        fail("chunks were lost on the way");
      } else if (unreadCost > WINDOW_BYTES || chunk.bytes().length == 0 || ended) {
        fail("it sends more than it may");
      } else {
        unread.add(ByteBuffer.wrap(chunk.bytes()));
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  void onCredit(Credit credit) {
    lock.lock();
    try {
      if (credit.bytes() < 0 || credit.bytes() > inFlight) {
        fail("it acknowledges more than was sent");
      } else {
        inFlight -= credit.bytes();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  void onSent(Sent announcement) {
    lock.lock();
    try {
      if (announcement.chunks() != received) {
        fail("chunks were lost on the way");
      }
    } finally {
      lock.unlock();
    }
  }

  void onFinish(Finish finish) {
    lock.lock();
    try {
      if (finish.chunks() != received) {
        fail("chunks were lost on the way");
      }
      ended = true;
      deaf |= finish.dropped();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void onLost() {
    lock.lock();
    try {
      fail("its node is gone");
    } finally {
      lock.unlock();
    }
  }

  /** Tells the other end how much was sent, if it was not told yet. */
  void announce() {
    lock.lock();
    try {
      if (sent != announced && !finished && !closed) {
        announced = sent;
        peer.tell(new Sent(self.other(), sent));
      }
    } finally {
      lock.unlock();
    }
  }

  private void fail(String why) {
    if (broken.isEmpty()) {
      broken = why;
      changed.signalAll();
    }
  }

  private void check() throws IOException {
    if (closed) {
      throw new IOException("it is closed");
    }
    if (!broken.isEmpty()) {
      throw new IOException(broken);
    }
  }

  private static int cost(int bytes) {
    return Math.max(bytes, LEAST_COST);
  }
}
