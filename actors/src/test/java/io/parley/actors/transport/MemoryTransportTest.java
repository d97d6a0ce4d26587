package io.parley.actors.transport;

class MemoryTransportTest extends TransportContract {
  private final MemoryTransport.Hub hub = new MemoryTransport.Hub();

  @Override
  Transport node(String name) {
    return new MemoryTransport(hub, name);
  }
}
