package io.parley.actors.transport;

/** Sealed lanes over sockets. */
class TcpTransportTest extends TransportContract {
  @Override
  Transport node(String name) {
    return TcpTransport.listen("127.0.0.1", 0, "127.0.0.1", LaneOptions.DEFAULT);
  }
}
