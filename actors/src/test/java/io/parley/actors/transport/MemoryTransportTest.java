package io.parley.actors.transport;

import io.parley.config.Link;

class MemoryTransportTest extends TransportContract {
  private final MemoryTransport.Hub hub = new MemoryTransport.Hub(Link.LOOPBACK);

  @Override
  Transport node(String name) {
    return new MemoryTransport(hub, name);
  }
}
