package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.actors.tape.TapeStore;
import io.parley.actors.transport.MemoryTransport;
import io.parley.config.Link;
import io.parley.config.NodeSettings;
import io.parley.identity.IdentityRole;
import io.parley.protocols.spi.Protocol;
import io.parley.serialization.Attempt;
import io.parley.serialization.Job;
import io.parley.serialization.RunCodec;
import java.time.Duration;
import java.time.Instant;
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
  private ClientRunActor.Failed failure(Sessions sessions, byte[] job) {
    NodeSettings settings = TestCluster.settings(Map.of("parley.node.name", "carol", "parley.node.roles",
        List.of("coordinator"), "parley.lane.transport", "memory"));
    ActorRef<Coordinator.Command> coordinator = KIT.spawn(Coordinator.create(new NodeContext(settings, sessions,
        new MemoryTransport(new MemoryTransport.Hub(Link.LOOPBACK), "carol"), plans.getRef(), new Programs(1 << 28),
        new TapeStore(settings.tape(), "carol"), HeapBudget.ofJvm("carol"), Credentials.of(settings),
        Policies.of(settings.identity(), Credentials.of(settings)),
        Audit.none(),
        HERE, 7), "carol",
        UUID::randomUUID));
    coordinator.tell(new Coordinator.Run(
        new RunRequest(job, new byte[0], 0, Attempt.FIRST, new long[]{1}, plans.getRef(), client.getRef(), "client",
            JobsForTests.id(IdentityRole.CLIENT, "client").toString(), HERE, new byte[0])));
    return client.expectMessageClass(ClientRunActor.Failed.class);
  }

  private static byte[] job(int parties, Instant expires, Duration timeout) {
    Job job = JobsForTests.job(expires, JobsForTests.step("beaver", parties));
    return RunCodec.encode(new Job(job.nonce(), job.expiresMillis(), timeout.toMillis(), job.steps(), job.carries()));
  }

  private static byte[] job(int parties) {
    return job(parties, Instant.now().plusSeconds(60), Duration.ofMinutes(1));
  }

  @Test
  void run_impossibleNumbersOfAStrangeClient_areRefused() {
    assertThat(failure(Sessions.real(), job(-1)).cause()).contains("4294967295 parties; 1000 are most");
    assertThat(failure(Sessions.real(), job(1_001)).cause()).contains("1001 parties; 1000 are most");
    assertThat(failure(Sessions.real(), job(2, Instant.now().plusSeconds(60), Duration.ofDays(249))).cause())
        .contains("which are 7 days, are most");
    assertThat(failure(Sessions.real(), job(2, Instant.now().plusSeconds(60), Duration.ZERO)).cause())
        .contains("has no time to run");
  }

  @Test
  void run_jobThatExpired_isRefused() {
    ClientRunActor.Failed failed = failure(Sessions.real(), job(2, Instant.ofEpochMilli(1), Duration.ofMinutes(1)));

    assertThat(failed.kind()).isEqualTo(Fault.Kind.REQUEST);
    assertThat(failed.cause()).startsWith("The run had to begin before 1970-01-01T00:00:00.001Z");
  }

  @Test
  void run_bytesThatAreNoJob_areRefused() {
    assertThat(failure(Sessions.real(), new byte[]{1, 2, 3}).cause()).startsWith("These 3 bytes are no job");
  }

  @Test
  void run_manyPartiesMissing_isSaidInShort() {
    assertThat(failure(Sessions.real(), job(1_000)).cause())
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

    ClientRunActor.Failed failed = failure(sessions, job(2));

    assertThat(failed.kind()).isEqualTo(Fault.Kind.BUG);
    assertThat(failed.node()).isEqualTo("carol");
    assertThat(failed.cause()).isEqualTo("coordinator (carol): failed inside (IllegalStateException); see its log");
  }
}
