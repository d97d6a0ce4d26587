package io.parley.actors.transport;

import io.parley.protocols.engine.Inbox;
import io.parley.protocols.engine.Message;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Roles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** One role's end of a session in a {@link MemoryTransport}: a {@link HandOver} to each peer and from each. */
final class MemoryEndpoint implements Endpoint {
  private static final long POLL_MILLIS = 10;

  private final MemoryTransport.Hub hub;
  private final Address address;
  private final UUID session;
  private final int self;
  private final Roles roles;
  private final Inbox inbox;
  private final Runnable forget;
  private final Map<Integer, HandOver> from = new ConcurrentHashMap<>();
  private final Map<Integer, HandOver> to = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  MemoryEndpoint(
      MemoryTransport.Hub hub,
      Address address,
      UUID session,
      int self,
      Roles roles,
      Inbox inbox,
      Runnable forget) {
    this.hub = hub;
    this.address = address;
    this.session = session;
    this.self = self;
    this.roles = roles;
    this.inbox = inbox;
    this.forget = forget;
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public void connect(Map<Integer, Address> peers, byte[] binding, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Map.Entry<Integer, Address> peer : peers.entrySet()) {
      to.put(peer.getKey(), find(peer.getKey(), peer.getValue(), deadline).incoming(self));
      incoming(peer.getKey());
    }
  }

  private MemoryEndpoint find(int peer, Address at, long deadline) throws InterruptedException {
    if (!at.transport().equals(address.transport())) {
      throw new PeerFaultException(peer,
          roles.describe(peer) + " speaks " + at.transport() + ", but this node " + address.transport());
    }
    while (true) {
      var end = hub.find(at.location(), session, peer);
      if (end.isPresent()) {
        return end.get();
      }
      if (System.nanoTime() - deadline > 0) {
        throw PeerFaultException.lost(peer, roles.describe(peer) + " did not connect in time");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private HandOver incoming(int peer) {
    return from.computeIfAbsent(peer, p -> {
      HandOver lane = new HandOver(p, roles.describe(p), self, roles.describe(self), inbox, hub.link());
      if (closed.get()) {
        lane.close();
      }
      return lane;
    });
  }

  @Override
  public void send(int peer, List<Message> frame) {
    HandOver lane = to.get(peer);
    if (lane == null) {
      throw new IllegalArgumentException("There is no lane to " + roles.describe(peer));
    }
    lane.put(frame);
  }

  @Override
  public void close() {
    end(true);
  }

  void drop() {
    end(false);
  }

  private void end(boolean inOrder) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    forget.run();
    to.values().forEach(lane -> lane.end(inOrder));
    from.values().forEach(HandOver::close);
  }
}
