package io.parley.actors.transport;

import io.parley.config.Link;
import java.util.List;

class MemoryLinkTest extends LinkContract {
  @Override
  List<Transport> twoNodes(Link link) {
    MemoryTransport.Hub hub = new MemoryTransport.Hub(link);
    return List.of(new MemoryTransport(hub, "a"), new MemoryTransport(hub, "b"));
  }
}
