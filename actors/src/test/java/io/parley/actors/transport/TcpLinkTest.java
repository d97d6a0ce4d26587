package io.parley.actors.transport;

import io.parley.config.Link;
import java.util.List;

class TcpLinkTest extends LinkContract {
  @Override
  List<Transport> twoNodes(Link link) {
    LaneOptions settings = LaneOptions.DEFAULT.withLink(link);
    return List.of(TcpTransport.listen("127.0.0.1", 0, "127.0.0.1", settings),
        TcpTransport.listen("127.0.0.1", 0, "127.0.0.1", settings));
  }
}
