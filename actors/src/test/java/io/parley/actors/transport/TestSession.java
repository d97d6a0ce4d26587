package io.parley.actors.transport;

import io.parley.protocols.engine.Message;
import io.parley.protocols.spi.Roles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/** A session with an end for each role, role i on node i. */
final class TestSession implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What all ends agree upon. */
  static final byte[] BINDING = {1, 2, 3};

  final UUID id = UUID.randomUUID();
  final Roles roles;
  final List<TestInbox> inboxes = new ArrayList<>();
  final List<Endpoint> ends = new ArrayList<>();
  private final Map<Integer, Integer> awaited = new ConcurrentHashMap<>();

  TestSession(List<? extends Transport> nodes) {
    roles = new Roles(Math.max(2, nodes.size() - 2));
    for (int i = 0; i < nodes.size(); i++) {
      inboxes.add(new TestInbox());
      ends.add(nodes.get(i).open(id, i, roles, inboxes.get(i)));
    }
  }

  static TestSession connected(List<? extends Transport> nodes) throws Exception {
    TestSession session = new TestSession(nodes);
    session.connect(UnaryOperator.identity());
    return session;
  }

  /** Connects all ends; {@code seen} changes the addresses as the others see them. */
  void connect(UnaryOperator<Address> seen) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> connecting = new ArrayList<>();
      for (int i = 0; i < ends.size(); i++) {
        int self = i;
        connecting.add(threads.submit(() -> {
          ends.get(self).connect(peers(self, seen), BINDING, PATIENCE);
          return self;
        }));
      }
      for (Future<?> future : connecting) {
        future.get();
      }
    }
  }

  /** The next frame, waited for as ops do. */
  List<Message> helpedTo(int self, int peer) {
    TestInbox inbox = inboxes.get(self);
    int wanted = awaited.merge(self, 1, Integer::sum);
    ends.get(self).help(() -> inbox.delivered.get() >= wanted);
    try {
      return inbox.next(peer);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Map<Integer, Address> peers(int self, UnaryOperator<Address> seen) {
    Map<Integer, Address> peers = new HashMap<>();
    for (int i = 0; i < ends.size(); i++) {
      if (i != self) {
        peers.put(i, seen.apply(ends.get(i).address()));
      }
    }
    return peers;
  }

  @Override
  public void close() {
    ends.forEach(Endpoint::close);
  }
}
