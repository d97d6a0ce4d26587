package io.parley.actors.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.pattern.Patterns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/** Sealed lanes through Artery, with an actor system for each node. */
class ArteryTransportTest extends TransportContract {
  static final Config CONFIG = ConfigFactory.parseString("""
      pekko.actor.provider = remote
      pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
      """).withFallback(ConfigFactory.load().getConfig("parley").withOnlyPath("pekko")).withFallback(
      ConfigFactory.load());

  /** Shared by the tests, each with transports of its own on them: to start and stop an actor system takes long. */
  private static final List<ActorSystem<Void>> SYSTEMS = new ArrayList<>();

  private final List<Transport> started = new ArrayList<>();

  @Override
  Transport node(String name) {
    int number = started.size();
    if (number == SYSTEMS.size()) {
      SYSTEMS.add(ActorSystem.create(Behaviors.empty(), "node-" + number, CONFIG));
    }
    Transport transport = ArteryTransport.start(SYSTEMS.get(number), LaneSettings.DEFAULT);
    started.add(transport);
    return transport;
  }

  /** And waits, since there is one relay on a system at a time. */
  @AfterEach
  @Override
  void closeNodes() {
    super.closeNodes();
    for (int i = 0; i < started.size(); i++) {
      ActorRef<RelayMessage> relay = ActorRefResolver.get(SYSTEMS.get(i))
          .resolveActorRef(((ArteryTransport) started.get(i)).location());
      assertThat(Patterns.gracefulStop(Adapter.toClassic(relay), TestSession.PATIENCE, new RelayMessage.Stop()))
          .succeedsWithin(TestSession.PATIENCE);
    }
  }

  @AfterAll
  static void stopSystems() throws Exception {
    SYSTEMS.forEach(ActorSystem::terminate);
    for (ActorSystem<Void> system : SYSTEMS) {
      system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
    SYSTEMS.clear();
  }
}
