package io.parley.actors;

import io.parley.actors.NodeGuardian.Post;
import io.parley.actors.transport.ArteryTransport;
import io.parley.actors.transport.Endpoint;
import io.parley.actors.transport.LaneOptions;
import io.parley.actors.transport.MemoryTransport;
import io.parley.actors.transport.TcpTransport;
import io.parley.actors.transport.Transport;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import io.parley.config.TransportKind;
import io.parley.identity.EphemeralKey;
import io.parley.protocols.engine.Inbox;
import io.parley.protocols.spi.Roles;
import java.util.List;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Opens the transport that a node's settings ask for. */
public final class Transports {
  /** The name of actor systems that know each other without a cluster. */
  static final String STAND_ALONE = "parley-stand-alone";

  private Transports() {}

  /**
   * Without a node around it, for measurements. Closing it ends all that it started.
   *
   * @throws io.parley.plan.BadRequestException if its port cannot be had
   */
  public static Transport standAlone(NodeSettings settings) {
    if (settings.lane().transport() != TransportKind.ARTERY) {
      return direct(settings);
    }
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), STAND_ALONE, settings.actorSystem());
    Transport artery = ArteryTransport.start(system, lane(settings));
    return new Transport() {
      @Override
      public String name() {
        return artery.name();
      }

      @Override
      public Endpoint open(UUID session, int self, Roles roles, Inbox inbox, EphemeralKey key) {
        return artery.open(session, self, roles, inbox, key);
      }

      @Override
      public void close() {
        artery.close();
        system.terminate();
      }
    };
  }

  /**
   * @throws io.parley.plan.BadRequestException if its port cannot be had
   */
  static Transport open(NodeSettings settings, List<Post> posts, ActorSystem<?> system) {
    if (posts.stream().allMatch(post -> post.role() == NodeRole.COORDINATOR)) {
      // A coordinator has no lanes, so no port for them either.
      return memory(settings);
    }
    return settings.lane().transport() == TransportKind.ARTERY
        ? ArteryTransport.start(system, lane(settings))
        : direct(settings);
  }

  private static Transport direct(NodeSettings settings) {
    return settings.lane().transport() == TransportKind.MEMORY
        ? memory(settings)
        : TcpTransport.listen(settings.bindHost(), settings.lane().port(), settings.host(), lane(settings));
  }

  private static LaneOptions lane(NodeSettings settings) {
    return LaneOptions.DEFAULT.withEncryption(settings.lane().encrypt()).withLink(settings.lane().link());
  }

  private static Transport memory(NodeSettings settings) {
    return new MemoryTransport(new MemoryTransport.Hub(settings.lane().link()), settings.name());
  }
}
