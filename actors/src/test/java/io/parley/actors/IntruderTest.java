package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.client.Parley;
import io.parley.config.NodeSettings;
import io.parley.plan.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.ActorIdentity;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Identify;
import org.apache.pekko.actor.Kill;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.testkit.TestProbe;
import org.junit.jupiter.api.Test;

/** Somebody who gets at Artery's port of nodes without keys, and knows Pekko well. */
class IntruderTest {
  private static final double ULP = 1.0 / (1 << 16);

  @Test
  void stopsAndSelections_ofActors_areNotHeard() throws InterruptedException {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      NodeSettings settings = TestCluster.settings("client", "intruder", List.of(cluster.seed()));
      ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), NodeSettings.SYSTEM, settings.actorSystem());
      try {
        ExtendedActorSystem classic = (ExtendedActorSystem) Adapter.toClassic(system);
        TestProbe probe = new TestProbe(classic);
        for (String path : List.of("/user/coordinator-coordinator", "/user/plans", "/user", "/system")) {
          String at = "pekko://parley@" + cluster.seed() + path;
          ActorRef target = classic.provider().resolveActorRef(at);
          target.tell(PoisonPill.getInstance(), ActorRef.noSender());
          target.tell(Kill.getInstance(), ActorRef.noSender());
          classic.actorSelection(at).tell(PoisonPill.getInstance(), ActorRef.noSender());
          classic.actorSelection(at).tell(new Identify(path), probe.ref());
        }
        // One whose path is known from outside answers, so that what was sent before has arrived.
        classic.actorSelection("pekko://parley@" + cluster.seed() + "/user/" + SeedWatch.NAME)
            .tell(new Identify("last"), probe.ref());
        ActorIdentity identity = probe.expectMsgClass(scala.concurrent.duration.Duration.fromNanos(
            Duration.ofSeconds(60).toNanos()), ActorIdentity.class);
        assertThat(identity.correlationId()).isEqualTo("last");
      } finally {
        system.terminate();
      }
      try (Parley parley = Parley.connect(cluster.seed())) {
        parley.awaitMembers(2, true, Duration.ofSeconds(60));
        Map<String, Values> inputs = PlansForTests.inputs(2, 1);
        assertThat(parley.run(PlansForTests.layer(2), inputs).output("y").data())
            .containsExactly(PlansForTests.layer(2, inputs), within(2 * ULP));
      }
    }
  }
}
