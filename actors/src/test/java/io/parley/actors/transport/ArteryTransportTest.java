package io.parley.actors.transport;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.InvalidActorNameException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;

/** Sealed lanes through Artery, with an actor system for each node. */
class ArteryTransportTest extends TransportContract {
  static final Config CONFIG = ConfigFactory.parseString("""
      pekko.actor.provider = remote
      pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
      """).withFallback(ConfigFactory.load().getConfig("parley").withOnlyPath("pekko")).withFallback(
      ConfigFactory.load());

  /** Shared by the tests, each with transports of its own on them: to start and stop an actor system takes long. */
  private static final List<ActorSystem<Void>> SYSTEMS = new ArrayList<>();

  private int count;

  @Override
  Transport node(String name) throws InterruptedException {
    if (count == SYSTEMS.size()) {
      SYSTEMS.add(ActorSystem.create(Behaviors.empty(), name, CONFIG));
    }
    return start(SYSTEMS.get(count++));
  }

  /** Once the relay of the test before is gone, of which there is one on a system. */
  private static Transport start(ActorSystem<Void> system) throws InterruptedException {
    AtomicReference<Transport> started = new AtomicReference<>();
    Await.until("the name of the relay is free", () -> {
      try {
        started.set(ArteryTransport.start(system, LaneOptions.DEFAULT));
        return true;
      } catch (InvalidActorNameException e) {
        return false;
      }
    });
    return Objects.requireNonNull(started.get());
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
