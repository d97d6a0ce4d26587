package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.config.NodeSettings;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.ClusterEvent.MemberDowned;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SeedWatchTest {
  private static final NodeSettings ALONE = TestCluster.settings("party", "x", List.of());
  private static final ActorTestKit KIT = ActorTestKit.create(NodeSettings.SYSTEM, ALONE.actorSystem());

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  /** Anybody who can send a message could otherwise take a node out of its cluster. */
  @Test
  void thisLife_thatWasNotAskedFor_movesNobody() {
    ActorRef<SeedWatch.Command> watch = KIT.spawn(SeedWatch.create(ALONE), SeedWatch.NAME);
    Cluster cluster = Cluster.get(KIT.system());
    KIT.createTestProbe().awaitAssert(Duration.ofSeconds(20), () -> {
      assertThat(cluster.selfMember().status()).isEqualTo(MemberStatus.up());
      return true;
    });
    TestProbe<MemberDowned> downs = KIT.createTestProbe(MemberDowned.class);
    cluster.subscriptions().tell(Subscribe.create(downs.getRef(), MemberDowned.class));

    for (long nonce = 0; nonce < 5; nonce++) {
      watch.tell(new SeedWatch.ThisLife(new Incarnation("pekko://parley@127.0.0.1:1", 7), true, nonce));
    }

    downs.expectNoMessage(Duration.ofSeconds(1));
    assertThat(cluster.selfMember().status()).isEqualTo(MemberStatus.up());
  }
}
