package io.parley.actors.transport;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;

/** Sealed lanes through Artery, with an actor system for each node. */
class ArteryTransportTest extends TransportContract {
  static final Config CONFIG = ConfigFactory.parseString("""
      pekko.actor.provider = remote
      pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
      """).withFallback(ConfigFactory.load().getConfig("parley").withOnlyPath("pekko")).withFallback(
      ConfigFactory.load());

  private final List<ActorSystem<Void>> systems = new ArrayList<>();

  @Override
  Transport node(String name) {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), name, CONFIG);
    systems.add(system);
    return ArteryTransport.start(system, LaneOptions.DEFAULT);
  }

  @AfterEach
  void stop() throws Exception {
    for (ActorSystem<Void> system : systems) {
      system.terminate();
    }
    for (ActorSystem<Void> system : systems) {
      system.getWhenTerminated().toCompletableFuture().get(30, java.util.concurrent.TimeUnit.SECONDS);
    }
  }
}
