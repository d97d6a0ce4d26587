package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.actors.tape.TapeStore;
import io.parley.actors.transport.MemoryTransport;
import io.parley.client.RunMode;
import io.parley.config.Link;
import io.parley.config.NodeSettings;
import io.parley.protocols.spi.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A coordinator answers whatever it is asked for. */
class CoordinatorTest {
  private static final Incarnation HERE = new Incarnation("pekko://parley", 0);
  private static final ActorTestKit KIT = ActorTestKit.create();
  private final TestProbe<PlanStore.Command> plans = KIT.createTestProbe(PlanStore.Command.class);
  private final TestProbe<ClientRunActor.Command> client = KIT.createTestProbe(ClientRunActor.Command.class);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  /** What a client hears of a run with a coordinator that looks protocols up there. */
  private ClientRunActor.Failed failure(Sessions sessions, int parties, Duration timeout) {
    NodeSettings settings = TestCluster.settings(Map.of("parley.node.name", "carol", "parley.node.roles",
        List.of("coordinator"), "parley.lane.transport", "memory"));
    ActorRef<Coordinator.Command> coordinator = KIT.spawn(Coordinator.create(new NodeContext(settings, sessions,
        new MemoryTransport(new MemoryTransport.Hub(Link.LOOPBACK), "carol"), plans.getRef(), new Programs(),
        new TapeStore(settings.tape(), "carol"), HERE, 7), "carol", UUID::randomUUID));
    coordinator.tell(new Coordinator.Run(new RunRequest(new Program("0abc", 1, 1, List.of(), "0def"), "beaver", parties,
        List.of(), RunMode.STREAM, List.of(), timeout, plans.getRef(), client.getRef(), "client", HERE)));
    return client.expectMessageClass(ClientRunActor.Failed.class);
  }

  @Test
  void run_impossibleNumbersOfAStrangeClient_areRefused() {
    assertThat(failure(Sessions.real(), -1, Duration.ofMinutes(1)).cause()).contains("1 to 1000 parties, not -1");
    assertThat(failure(Sessions.real(), 2, Duration.ofDays(249)).cause()).contains("between 1 ms and 7 days");
  }

  @Test
  void run_manyPartiesMissing_isSaidInShort() {
    assertThat(failure(Sessions.real(), 1_000, Duration.ofMinutes(1)).cause())
        .contains("Start: parley node --role party (1000 times); parley node --role provider").hasSizeLessThan(400);
  }

  @Test
  void run_coordinatorHasABug_isToldTheClient() {
    FaultySessions sessions = new FaultySessions() {
      @Override
      public Protocol protocol(String name) {
        throw new IllegalStateException("secret");
      }
    };

    ClientRunActor.Failed failed = failure(sessions, 2, Duration.ofMinutes(1));

    assertThat(failed.kind()).isEqualTo(Fault.Kind.BUG);
    assertThat(failed.node()).isEqualTo("carol");
    assertThat(failed.cause()).isEqualTo("coordinator (carol): failed inside (IllegalStateException); see its log");
  }
}
