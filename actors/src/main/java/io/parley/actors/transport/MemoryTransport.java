package io.parley.actors.transport;

import io.parley.config.Link;
import io.parley.identity.EphemeralKey;
import io.parley.protocols.engine.Inbox;
import io.parley.protocols.spi.Roles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Lanes within one JVM: frames are handed over by reference, and nothing is copied, encoded or encrypted. */
public final class MemoryTransport implements Transport {
  /** The nodes of one JVM that can reach each other. */
  public static final class Hub {
    private final Map<End, MemoryEndpoint> ends = new ConcurrentHashMap<>();
    private final Link link;

    /**
     * @param link what the network between them is made to be like
     */
    public Hub(Link link) {
      this.link = link;
    }

    Link link() {
      return link;
    }

    Optional<MemoryEndpoint> find(String node, UUID session, int role) {
      return Optional.ofNullable(ends.get(new End(node, session, role)));
    }
  }

  private record End(String node, UUID session, int role) {}

  private final Hub hub;
  private final String node;

  /**
   * @param node this node's name, unique in the hub
   */
  public MemoryTransport(Hub hub, String node) {
    this.hub = hub;
    this.node = node;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Endpoint open(UUID session, int self, Roles roles, Inbox inbox, EphemeralKey key) {
    End at = new End(node, session, self);
    MemoryEndpoint end = new MemoryEndpoint(hub, new Address(name(), node, ""), session, self, roles, inbox,
        () -> hub.ends.remove(at));
    if (hub.ends.putIfAbsent(at, end) != null) {
      throw new IllegalStateException(roles.describe(self) + " of session " + session + " is open already");
    }
    return end;
  }

  @Override
  public void close() {
    List.copyOf(hub.ends.entrySet()).stream().filter(e -> e.getKey().node().equals(node))
        .forEach(e -> e.getValue().drop());
  }
}
