package io.parley.actors;

import io.parley.actors.NodeGuardian.Post;
import io.parley.actors.transport.ArteryTransport;
import io.parley.actors.transport.LaneSettings;
import io.parley.actors.transport.MemoryTransport;
import io.parley.actors.transport.TcpTransport;
import io.parley.actors.transport.Transport;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;

/** Opens the transport that a node's settings ask for. */
final class Transports {
  private Transports() {}

  /**
   * @throws io.parley.plan.BadRequestException if its port cannot be had
   */
  static Transport open(NodeSettings settings, List<Post> posts, ActorSystem<?> system) {
    if (posts.stream().allMatch(post -> post.role() == NodeRole.COORDINATOR)) {
      // A coordinator has no lanes, so no port for them either.
      return memory(settings);
    }
    LaneSettings lane = LaneSettings.DEFAULT.withEncryption(settings.lane().encrypt())
        .withLink(settings.lane().link());
    return switch (settings.lane().transport()) {
      case MEMORY -> memory(settings);
      case TCP -> TcpTransport.listen(settings.bindHost(), settings.lane().port(), settings.host(), lane);
      case ARTERY -> ArteryTransport.start(system, lane);
    };
  }

  private static Transport memory(NodeSettings settings) {
    return new MemoryTransport(new MemoryTransport.Hub(settings.lane().link()), settings.name());
  }
}
