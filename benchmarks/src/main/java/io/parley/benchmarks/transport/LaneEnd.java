package io.parley.benchmarks.transport;

import io.parley.actors.Transports;
import io.parley.actors.transport.Address;
import io.parley.actors.transport.Endpoint;
import io.parley.actors.transport.Transport;
import io.parley.config.Link;
import io.parley.protocols.engine.Inbox;
import io.parley.protocols.engine.Message;
import io.parley.protocols.spi.Roles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One end of a lane between two parties, used as ops use it: a virtual thread sends and waits, and what arrives wakes it.
 * One end echoes, and counts what is streamed.
 */
final class LaneEnd implements Load.Connection, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Roles ROLES = new Roles(2);
  private static final long PING = Message.key(0, 0);
  private static final long STREAM = Message.key(1, 0);
  private static final long STREAM_END = Message.key(2, 0);

  private final int peer;
  private final Transport transport;
  private final Endpoint endpoint;
  private final AtomicLong arrivals = new AtomicLong();
  private long taken;
  private final TransferQueue<List<Message>> arrived = new LinkedTransferQueue<>();
  private final CompletableFuture<RuntimeException> failure = new CompletableFuture<>();
  private final List<Message> ping = List.of(new Message(PING, 1, new long[Load.ROUND_TRIP_BYTES / 8]));

  private LaneEnd(Transport transport, UUID session, int self) {
    this.transport = transport;
    this.peer = 1 - self;
    this.endpoint = transport.open(session, self, ROLES, new Arrivals());
  }

  /**
   * @param self 0, or 1 for the end that echoes
   */
  static LaneEnd open(LaneKind kind, Link link, UUID session, int self) {
    return new LaneEnd(Transports.standAlone(kind.settings(link)), session, self);
  }

  /** The echoing end on the same node, for lanes within one JVM. */
  LaneEnd other(UUID session) {
    return new LaneEnd(transport, session, 1);
  }

  Address address() {
    return endpoint.address();
  }

  void connect(Address other) throws InterruptedException {
    endpoint.connect(Map.of(peer, other), new byte[0], PATIENCE);
  }

  /** Echoes until the lane ends. */
  void echo() {
    Thread.ofVirtual().name("echo").start(() -> {
      try {
        while (true) {
          endpoint.send(peer, next());
        }
      } catch (InterruptedException | RuntimeException e) {
        // the other end is gone
      }
    });
  }

  private List<Message> next() throws InterruptedException {
    long wanted = ++taken;
    endpoint.help(() -> arrivals.get() >= wanted);
    List<Message> frame = arrived.take();
    if (failure.isDone()) {
      throw failure.join();
    }
    return frame;
  }

  @Override
  public void roundTrip() throws InterruptedException {
    endpoint.send(peer, ping);
    next();
  }

  @Override
  public long stream(int frameBytes, long nanos) throws InterruptedException {
    long[] words = new long[frameBytes / 8];
    List<Message> frame = List.of(new Message(STREAM, 1, words));
    long end = System.nanoTime() + nanos;
    long frames = 1;
    for (; System.nanoTime() - end < 0; frames++) {
      endpoint.send(peer, frame);
    }
    endpoint.send(peer, List.of(new Message(STREAM_END, 1, words)));
    next();
    return frames;
  }

  private final class Arrivals implements Inbox {
    @Override
    public void deliver(int from, List<Message> frame) {
      long key = frame.getFirst().key();
      if (key == STREAM_END && peer == 0) {
        arrive(List.of(new Message(STREAM_END, 1, new long[1])));
      } else if (key != STREAM) {
        arrive(frame);
      }
    }

    @Override
    public void fail(RuntimeException cause) {
      failure.complete(cause);
      arrive(List.of());
    }

    private void arrive(List<Message> frame) {
      arrivals.incrementAndGet();
      arrived.add(frame);
    }
  }

  @Override
  public void close() {
    endpoint.close();
    transport.close();
  }
}
