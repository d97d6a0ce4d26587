package io.parley.actors.transport;

import io.parley.config.Link;
import java.time.Duration;

class ShapedMemoryTransportTest extends TransportContract {
  private final MemoryTransport.Hub hub = new MemoryTransport.Hub(
      new Link(Duration.ofNanos(250_000), 20_000_000_000L));

  @Override
  Transport node(String name) {
    return new MemoryTransport(hub, name);
  }
}
