package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.actors.tape.TapeStore;
import io.parley.actors.transport.MemoryTransport;
import io.parley.config.Link;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import io.parley.crypto.Shape;
import io.parley.plan.trace.Trace;
import io.parley.serialization.Attempt;
import io.parley.serialization.Job;
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

class SessionHostTest {
  private static final Incarnation HERE = new Incarnation("pekko://parley", 0);
  private static final ActorTestKit KIT = ActorTestKit.create();
  private final TestProbe<PlanStore.Command> plans = KIT.createTestProbe(PlanStore.Command.class);
  private final TestProbe<Conductor.Command> conductor = KIT.createTestProbe(Conductor.Command.class);
  private final ActorRef<SessionHost.Command> party = KIT.spawn(PartyNode.create(node(), "bob"));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private NodeContext node() {
    return node(2, 8);
  }

  private NodeContext node(int concurrent, int perClient) {
    NodeSettings settings = TestCluster.settings(Map.of("parley.node.name", "bob", "parley.node.roles",
        List.of("party"), "parley.session.max-concurrent", concurrent, "parley.session.max-per-client", perClient));
    return new NodeContext(settings, Sessions.real(),
        new MemoryTransport(new MemoryTransport.Hub(Link.LOOPBACK), "bob"),
        plans.getRef(), new Programs(1 << 28), new TapeStore(settings.tape(), "bob"), HeapBudget.ofJvm("bob"),
        Credentials.of(settings), Policies.of(settings.identity(), Credentials.of(settings)),
        Audit.none(),
        HERE, 7);
  }

  private void open(UUID session, String protocol, int parties) {
    open(session, List.of("alice", "bob", "carol").subList(0, parties), job(protocol));
  }

  private static Job job(String protocol) {
    return JobsForTests.job(Instant.now().plusSeconds(60), JobsForTests.step(protocol, 0));
  }

  private void open(UUID session, List<String> parties, Job job) {
    party.tell(new SessionHost.Open(
        new Proposed(JobsForTests.request(job, session, parties, "cleo"), 1, Attempt.FIRST, new long[]{100},
            plans.getRef(), conductor.getRef(), HERE)));
  }

  /** Other sessions may have something to say before. */
  private Fault refusal() {
    while (true) {
      if (conductor.receiveMessage() instanceof Conductor.Failed failed) {
        return failed.fault();
      }
    }
  }

  @Test
  void whoAreYou_party_introducesItself() {
    TestProbe<Introduced> asker = KIT.createTestProbe(Introduced.class);

    party.tell(new SessionHost.WhoAreYou(asker.getRef()));

    assertThat(asker.receiveMessage()).isEqualTo(
        new Introduced(party, NodeRole.PARTY, "bob", HERE, 7, "spiffe://development/bob/party/bob",
            Runtime.getRuntime().maxMemory()));
  }

  @Test
  void open_newSession_asksForItsPlan() {
    open(new UUID(1, 1), "beaver", 2);

    assertThat(plans.expectMessageClass(PlanStore.Get.class).id()).isEqualTo(JobsForTests.PROGRAM.planId());
  }

  @Test
  void open_sameSessionTwice_isRefused() {
    open(new UUID(1, 1), "beaver", 2);

    open(new UUID(1, 1), "beaver", 2);

    assertThat(refusal()).isEqualTo(new Fault(Fault.Kind.PEER, 1,
        "refuses to run session 00000000-0000-0001-0000-000000000001 twice"));
  }

  @Test
  void open_sameSessionAfterItsEnd_isRefused() {
    open(new UUID(1, 1), "beaver", 2);
    PlanStore.Get get = plans.expectMessageClass(PlanStore.Get.class);
    get.replyTo().tell(new PlanStore.NotFound(Fault.Kind.PEER, "gone"));
    conductor.expectMessageClass(Conductor.Taken.class).seat().tell(new SessionActor.Abort("enough"));
    assertThat(refusal().reason()).isEqualTo("gone");
    assertThat(conductor.receiveMessage()).isEqualTo(new Conductor.Ended(1));

    open(new UUID(1, 1), "beaver", 2);

    assertThat(refusal().reason()).contains("twice");
  }

  @Test
  void open_moreThanAllowed_isRefused() {
    open(new UUID(1, 1), "beaver", 2);
    open(new UUID(1, 2), "beaver", 2);

    open(new UUID(1, 3), "beaver", 2);

    assertThat(refusal()).isEqualTo(new Fault(Fault.Kind.REQUEST, 1,
        "Node bob runs 2 sessions already, all that its parley.session.max-concurrent allows. Give the coordinator no"
            + " larger one, so that runs wait there for their turn"));
  }

  @Test
  void open_moreOfOneClientThanAllowed_isRefusedToItAlone() {
    ActorRef<SessionHost.Command> fair = KIT.spawn(PartyNode.create(node(3, 1), "bob"));
    List<String> parties = List.of("alice", "bob");
    for (String client : List.of("cleo", "dora", "cleo")) {
      fair.tell(
          new SessionHost.Open(new Proposed(JobsForTests.request(job("beaver"), UUID.randomUUID(), parties, client), 1,
              Attempt.FIRST, new long[]{100}, plans.getRef(), conductor.getRef(), HERE)));
    }

    List<Conductor.Command> heard = conductor.receiveSeveralMessages(3);
    assertThat(heard.stream().filter(Conductor.Taken.class::isInstance)).hasSize(2);
    assertThat(heard).contains(new Conductor.Failed(1, new Fault(Fault.Kind.REQUEST, 1, "Node bob runs 1 sessions of"
        + " spiffe://development/cleo/client/cleo already, all that its parley.session.max-per-client allows. Try again when"
        + " one of them has ended")));
  }

  @Test
  void open_afterOthersEnded_hasRoomAgain() {
    open(new UUID(2, 1), "beaver", 2);
    open(new UUID(2, 2), "beaver", 2);
    conductor.expectMessageClass(Conductor.Taken.class);

    conductor.expectMessageClass(Conductor.Taken.class).seat().tell(new SessionActor.Abort("enough"));

    assertThat(conductor.receiveMessage()).isEqualTo(new Conductor.Ended(1));
    KIT.createTestProbe().awaitAssert(() -> {
      open(UUID.randomUUID(), "beaver", 2);
      return conductor.expectMessageClass(Conductor.Taken.class, Duration.ofMillis(50));
    });
  }

  @Test
  void open_unknownProtocol_isRefused() {
    open(new UUID(1, 1), "magic", 2);

    assertThat(refusal().reason()).startsWith("Node bob refuses: Unknown protocol 'magic'");
  }

  @Test
  void open_moreParties_thanTheProtocolTakes_isRefused() {
    open(new UUID(1, 1), "replicated", 2);

    assertThat(refusal().kind()).isEqualTo(Fault.Kind.REQUEST);
  }

  @Test
  void open_sameJobTwice_isRefused() {
    Job job = job("beaver");
    open(new UUID(1, 1), List.of("alice", "bob"), job);

    open(new UUID(1, 2), List.of("alice", "bob"), job);

    assertThat(refusal().reason()).startsWith("refuses to run job ").endsWith(" twice");
  }

  @Test
  void open_partOfSomebodyElse_isRefused() {
    open(new UUID(1, 1), List.of("bob", "alice"), job("beaver"));

    assertThat(refusal()).isEqualTo(
        new Fault(Fault.Kind.REQUEST, 1,
            "Node bob refuses: the part that it got is spiffe://development/alice/party/alice's"));
  }

  @Test
  void open_otherPartiesThanTheJobNames_isRefused() {
    open(new UUID(1, 1), List.of("alice", "bob"),
        JobsForTests.job(Instant.now().plusSeconds(60), JobsForTests.step("beaver", 0, "carol", "bob")));

    assertThat(refusal().reason()).isEqualTo(
        "Node bob refuses: A proposal has the parties [alice, bob], but the job names [carol, bob]");
  }

  @Test
  void open_jobThatExpired_isRefused() {
    open(new UUID(1, 1), List.of("alice", "bob"),
        JobsForTests.job(Instant.ofEpochMilli(1), JobsForTests.step("beaver", 0)));

    assertThat(refusal().reason()).isEqualTo("Node bob refuses: The run had to begin before 1970-01-01T00:00:00.001Z; "
        + "submit it again, and see that the clocks of client and nodes agree");
  }

  @Test
  void open_jobThatCarriesValues_isRefused() {
    Job job = JobsForTests.job(Instant.now().plusSeconds(60), JobsForTests.step("beaver", 0),
        JobsForTests.step("beaver", 0));
    open(new UUID(1, 1), List.of("alice", "bob"), new Job(job.nonce(), job.expiresMillis(), job.timeoutMillis(),
        job.steps(), List.of(new Job.Carry(0, "y", 1, "z"))));

    assertThat(refusal().reason())
        .isEqualTo("Node bob refuses: The job carries values from one step to another, but nodes"
            + " of this release keep none between steps; reveal them to the client, who brings them again");
  }

  @Test
  void open_bytesThatAreNoRequest_isRefused() {
    party.tell(new SessionHost.Open(
        new Proposed(new byte[]{1, 2, 3}, 1, Attempt.FIRST, new long[]{100}, plans.getRef(), conductor.getRef(),
            HERE)));

    assertThat(refusal().reason()).startsWith("Node bob refuses: These 3 bytes are no signed message");
  }

  @Test
  void open_planWithOtherInputs_isRefused() {
    open(new UUID(1, 1), "beaver", 2);
    PlanStore.Get get = plans.expectMessageClass(PlanStore.Get.class);
    Trace trace = Trace.create("other");
    trace.reveal("y", trace.secret("z", Shape.of(2)));

    get.replyTo().tell(new PlanStore.Found(trace.plan()));

    assertThat(refusal()).isEqualTo(new Fault(Fault.Kind.REQUEST, 1, "The run says that plan 'other' has the inputs "
        + "['x' of client], but it has ['z' of client]; submit it again"));
  }
}
