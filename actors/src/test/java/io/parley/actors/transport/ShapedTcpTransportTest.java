package io.parley.actors.transport;

import io.parley.config.Link;
import java.time.Duration;

/** A shaped link changes when things arrive, and nothing else. */
class ShapedTcpTransportTest extends TransportContract {
  private static final Link LINK = new Link(Duration.ofNanos(250_000), 20_000_000_000L);

  @Override
  Transport node(String name) {
    return TcpTransport.listen("127.0.0.1", 0, "127.0.0.1", LaneOptions.DEFAULT.withLink(LINK));
  }
}
