package io.parley.actors.transport;

/** Lanes over sockets that are authenticated, but not sealed. */
class ClearTcpTransportTest extends TransportContract {
  @Override
  Transport node(String name) {
    return TcpTransport.listen("127.0.0.1", 0, "127.0.0.1", LaneOptions.DEFAULT.withEncryption(false));
  }
}
