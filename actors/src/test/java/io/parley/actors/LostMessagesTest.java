package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.actors.tape.TapeStore;
import io.parley.actors.transport.MemoryTransport;
import io.parley.client.PreparedPlan;
import io.parley.client.RunMode;
import io.parley.config.Link;
import io.parley.config.NodeSettings;
import io.parley.identity.Identity;
import io.parley.identity.IdentityRole;
import io.parley.plan.Plan;
import io.parley.plan.lowering.Lowering;
import io.parley.protocols.engine.Usage;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import io.parley.serialization.Accept;
import io.parley.serialization.Attempt;
import io.parley.serialization.ContractCodec;
import io.parley.serialization.Dealing;
import io.parley.serialization.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A conductor and its seats get along with a network that loses the first of everything, and with each other's end. */
@Timeout(120)
class LostMessagesTest {
  private static final Incarnation HERE = new Incarnation("pekko://parley", 0);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Roles ROLES = new Roles(2);
  private static final List<Integer> ALL = List.of(0, 1, ROLES.client());
  private static final Plan PLAN = PlansForTests.layer(2);
  private static final Assignment PART = new Assignment(new UUID(1, 2), 0, List.of("alice", "bob"), "beaver",
      RunMode.STREAM, JobsForTests.PROGRAM, Optional.empty(), Duration.ofMinutes(1));
  private static final ActorTestKit KIT = ActorTestKit.create();
  private final TestProbe<PlanStore.Command> plans = KIT.createTestProbe(PlanStore.Command.class);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static byte[] accept(int role) {
    return ContractCodec.encode(Identity.throwAway(JobsForTests.id(IdentityRole.PARTY, "n" + role)).sign(
        ContractCodec.ACCEPT, ContractCodec.encode(new Accept("ab".repeat(32), role, "memory", "here",
            "ef".repeat(32), "cd".repeat(32),
            Attempt.FIRST))));
  }

  /** Hears a command twice, as if the first had been lost. */
  private static void hearsAgain(Map<Integer, TestProbe<SessionActor.Command>> seats, SessionActor.Command command) {
    seats.values().forEach(seat -> {
      int heard = 0;
      while (heard < 2) {
        heard += seat.receiveMessage(SOON).equals(command) ? 1 : 0; // others are those of the step before
      }
    });
  }

  @Test
  void conductor_whatItSaysIsLost_saysItAgainUntilTheNextStateIsReported() {
    TestProbe<ClientRunActor.Command> client = KIT.createTestProbe(ClientRunActor.Command.class);
    TestProbe<Conductor.Outcome> coordinator = KIT.createTestProbe(Conductor.Outcome.class);
    ActorRef<Conductor.Command> conductor = KIT.spawn(Conductor.create(request(client),
        new Conductor.Course(Attempt.FIRST, List.of(PART), new byte[0]),
        ALL.stream().map(role -> new Conductor.Member(role, "n" + role, HERE, (_, _, _, _) -> {})).toList(),
        plans.getRef(),
        Duration.ofSeconds(60), coordinator.getRef()));
    Map<Integer, TestProbe<SessionActor.Command>> seats = new TreeMap<>();
    ALL.forEach(role -> seats.put(role, KIT.createTestProbe(SessionActor.Command.class)));
    plans.expectMessageClass(PlanStore.Get.class).replyTo().tell(new PlanStore.Found(PLAN));
    seats.forEach((role, seat) -> {
      conductor.tell(new Conductor.Taken(role, seat.getRef()));
      conductor.tell(new Conductor.Ready(role, accept(role)));
    });

    seats.values().forEach(seat -> Stream.of(1, 2)
        .forEach(_ -> assertThat(seat.receiveMessage(SOON)).isInstanceOf(SessionActor.Connect.class)));
    Stream.of(1, 2).forEach(_ -> ALL.forEach(role -> conductor.tell(new Conductor.Connected(role, 0))));
    hearsAgain(seats, new SessionActor.Start(0, Phase.ONLINE));
    ALL.forEach(role -> conductor.tell(new Conductor.Finished(role, 0, 1, Usage.none(ROLES), 1)));
    coordinator.expectMessageClass(Conductor.Outcome.class);
    hearsAgain(seats, new SessionActor.Release());
    ALL.forEach(role -> conductor.tell(new Conductor.Ended(role)));

    coordinator.expectTerminated(conductor, SOON);
  }

  /** What the client is to sign, and what the roles are asked to take part in. */
  @Test
  void conductor_whatItAsksIsLost_asksAgain() {
    TestProbe<ClientRunActor.Command> client = KIT.createTestProbe(ClientRunActor.Command.class);
    TestProbe<Conductor.Outcome> coordinator = KIT.createTestProbe(Conductor.Outcome.class);
    TestProbe<Integer> opened = KIT.createTestProbe(Integer.class);
    ActorRef<Conductor.Command> conductor = KIT.spawn(Conductor.create(request(client),
        new Conductor.Course(Attempt.FIRST, List.of(PART), new byte[]{7}),
        ALL.stream().map(role -> new Conductor.Member(role, "n" + role, HERE,
            (_, _, _, _) -> opened.getRef().tell(role))).toList(),
        plans.getRef(), Duration.ofSeconds(60), coordinator.getRef()));
    plans.expectMessageClass(PlanStore.Get.class).replyTo().tell(new PlanStore.Found(PLAN));

    for (int times = 0; times < 2;) {
      times += client.receiveMessage(SOON) instanceof ClientRunActor.Offered ? 1 : 0;
    }
    opened.expectNoMessage(Duration.ofMillis(1));
    conductor.tell(new Conductor.Requested(new byte[]{8}));
    opened.receiveSeveralMessages(ALL.size(), SOON);
    conductor.tell(new Conductor.Taken(0, KIT.createTestProbe(SessionActor.Command.class).getRef()));
    assertThat(opened.receiveSeveralMessages(2, SOON)).as("only those who have no seat").containsExactly(1,
        ROLES.client());
    conductor.tell(new Conductor.Failed(1, new Fault(Fault.Kind.PEER, 1, "enough")));
  }

  private static RunRequest request(TestProbe<ClientRunActor.Command> client) {
    return new RunRequest(new byte[0], new byte[0], 0, Attempt.FIRST, new long[]{1},
        KIT.createTestProbe(PlanStore.Command.class).getRef(), client.getRef(),
        "cleo", "cleo", HERE, new byte[0]);
  }

  private NodeContext node() {
    NodeSettings settings = TestCluster.settings(Map.of("parley.node.name", "bob", "parley.node.roles",
        List.of("party")));
    return new NodeContext(settings, Sessions.real(),
        new MemoryTransport(new MemoryTransport.Hub(Link.LOOPBACK), "bob"), plans.getRef(), new Programs(1 << 28),
        new TapeStore(settings.tape(), "bob"), HeapBudget.ofJvm("bob"), Credentials.of(settings),
        Policies.of(settings.identity(), Credentials.of(settings)),
        Audit.none(),
        HERE, 7);
  }

  private ActorRef<SessionActor.Command> seat(TestProbe<Conductor.Command> conductor) {
    ActorRef<SessionHost.Command> host = KIT.spawn(PartyNode.create(node(), "bob"));
    SessionHost.Open open = open(conductor);
    host.tell(open);
    host.tell(open); // asked again, as if the answer had been lost
    ActorRef<SessionActor.Command> seat = conductor.expectMessageClass(Conductor.Taken.class).seat();
    conductor.expectNoMessage(Duration.ofMillis(1));
    return seat;
  }

  private SessionHost.Open open(TestProbe<Conductor.Command> conductor) {
    Step step = new Step(PreparedPlan.of(PLAN, Lowering.lower(PLAN, Protocols.byName("beaver").target())).program(),
        "beaver", Dealing.STREAM, 2, List.of(),
        List.of(new Step.Named("x", "client"), new Step.Named("w", "client")),
        List.of(new Step.Named("y", "client")), List.of());
    return new SessionHost.Open(new Proposed(JobsForTests.request(
        JobsForTests.job(Instant.now().plusSeconds(60), step), UUID.randomUUID(), List.of("alice", "bob"), "cleo"), 1,
        Attempt.FIRST, new long[]{100},
        plans.getRef(), conductor.getRef(), HERE));
  }

  @Test
  void seat_whatItReportsIsLost_reportsItAgain() {
    TestProbe<Conductor.Command> conductor = KIT.createTestProbe(Conductor.Command.class);
    ActorRef<SessionActor.Command> seat = seat(conductor);
    plans.expectMessageClass(PlanStore.Get.class).replyTo().tell(new PlanStore.Found(PLAN));

    Conductor.Command ready = conductor.receiveMessage(SOON);

    assertThat(ready).isInstanceOf(Conductor.Ready.class);
    assertThat(conductor.receiveMessage(SOON)).isEqualTo(new Conductor.Taken(1, seat));
    assertThat(conductor.receiveMessage(SOON)).isSameAs(ready);
    seat.tell(new SessionActor.Abort("enough"));
  }

  /** Whatever word of its end was lost, a seat is not held for a conductor that is no more. */
  @Test
  void seat_conductorIsGone_ends() {
    TestProbe<Conductor.Command> conductor = KIT.createTestProbe(Conductor.Command.class);
    ActorRef<SessionActor.Command> seat = seat(conductor);

    conductor.stop();

    KIT.createTestProbe().expectTerminated(seat, SOON);
  }

  @Test
  void conductor_seatIsGoneWithoutAWord_endsTheRun() {
    TestProbe<ClientRunActor.Command> client = KIT.createTestProbe(ClientRunActor.Command.class);
    TestProbe<Conductor.Outcome> coordinator = KIT.createTestProbe(Conductor.Outcome.class);
    ActorRef<Conductor.Command> conductor = KIT.spawn(Conductor.create(request(client),
        new Conductor.Course(Attempt.FIRST, List.of(PART), new byte[0]),
        ALL.stream().map(role -> new Conductor.Member(role, "n" + role, HERE, (_, _, _, _) -> {})).toList(),
        plans.getRef(),
        Duration.ofSeconds(60), coordinator.getRef()));
    TestProbe<SessionActor.Command> seat = KIT.createTestProbe(SessionActor.Command.class);
    conductor.tell(new Conductor.Taken(1, seat.getRef()));

    seat.stop();

    assertThat(coordinator.receiveMessage(SOON).doubtful()).containsExactly(HERE);
  }
}
