package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.actors.tape.TapeStore;
import io.parley.actors.transport.MemoryTransport;
import io.parley.client.Members;
import io.parley.client.RunMode;
import io.parley.config.Link;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import io.parley.serialization.ControlMessage;
import java.io.NotSerializableException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every message of {@link ActorMessages} with each component missing or out of its range: none is read from the network, and
 * none stops an actor that gets it all the same, whether the message is for it or not.
 */
@Timeout(120)
class HostileMessagesTest {
  private static final Incarnation HERE = new Incarnation("pekko://parley", 0);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ActorTestKit KIT = ActorTestKit.create();

  @TempDir
  private static Path directory;

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static List<ControlMessage> good() {
    return Stream.concat(ActorMessagesTest.messages(KIT), ActorMessagesTest.envelopes(KIT)).toList();
  }

  /** Of a record, those that lack one component, of it or of a record in it; null only where a constructor takes it. */
  private static List<Record> lacking(Record message) {
    return RecordVariants.of(message, (component, value) -> {
      List<Object> none = new ArrayList<>();
      none.add(null);
      return component.getType().isPrimitive() ? List.of() : none;
    });
  }

  /** Likewise, with one that is not what anybody would send. */
  private static List<Record> strange(Record message) {
    return RecordVariants.of(message, (_, value) -> switch (value) {
      case Integer _ -> List.of(-1, 77, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case Long _ -> List.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE);
      case Double _ -> List.of(Double.NaN);
      case String _ -> List.of("", "\0\n", "x".repeat(10_000));
      case byte[] _ -> List.of(new byte[0], new byte[1_000], new byte[]{-1, 3, 8});
      case List<?> _ -> List.of(List.of());
      case Map<?, ?> _ -> List.of(Map.of());
      case Optional<?> _ -> List.of(Optional.empty());
      case null, default -> List.of();
    });
  }

  @ParameterizedTest
  @MethodSource("good")
  void fromBinary_messageThatLacksSomething_isRefused(ControlMessage message) throws NotSerializableException {
    Serialization serialization = SerializationExtension.get(Adapter.toClassic(KIT.system()));
    for (Record lacking : lacking((Record) message)) {
      var serializer = serialization.serializerFor(message.getClass());
      byte[] bytes = serializer.toBinary(lacking);

      assertThatThrownBy(() -> serialization.deserialize(bytes, serializer.identifier(), "").get())
          .as("%s", lacking.getClass()).isInstanceOf(NotSerializableException.class);
    }
  }

  private static NodeContext node(ActorRef<PlanStore.Command> plans) {
    NodeSettings settings = TestCluster.settings(Map.of("parley.node.name", "bob", "parley.node.roles",
        List.of("party"), "parley.lane.transport", "memory", "parley.tape.directory", directory.toString()));
    return new NodeContext(settings, Sessions.real(),
        new MemoryTransport(new MemoryTransport.Hub(Link.LOOPBACK), "bob"), plans, new Programs(1 << 28),
        new TapeStore(settings.tape(), "bob"), HeapBudget.ofJvm("bob"), Credentials.of(settings), HERE, 7);
  }

  @SuppressWarnings("unchecked") // that is the point
  private static void torture(ActorRef<?> actor, List<Class<?>> but) {
    ActorRef<Object> anything = (ActorRef<Object>) actor;
    for (ControlMessage message : good()) {
      List<Record> all = new ArrayList<>(lacking((Record) message));
      all.addAll(strange((Record) message));
      all.stream().filter(bad -> !but.contains(bad.getClass())).forEach(anything::tell);
    }
    anything.tell("not even ours");
  }

  private static ActorRef<PlanStore.Command> plans() {
    return KIT.spawn(PlanStore.create(TestCluster.settings("party", "bob", List.of()).plan()));
  }

  @Test
  void planStore_goesOn() {
    ActorRef<PlanStore.Command> store = plans();
    TestProbe<PlanStore.Command> asker = KIT.createTestProbe(PlanStore.Command.class);

    torture(store, List.of());

    store.tell(new PlanStore.Fetch("none", 0, asker.getRef()));
    assertThat(asker.receiveMessage(SOON)).isEqualTo(new PlanStore.Missing("none"));
  }

  @Test
  void hosts_goOn() {
    for (ActorRef<SessionHost.Command> host : List.of(KIT.spawn(PartyNode.create(node(plans()), "bob")),
        KIT.spawn(CryptoProvider.create(node(plans()), "bob")))) {
      TestProbe<Introduced> asker = KIT.createTestProbe(Introduced.class);

      torture(host, List.of());

      host.tell(new SessionHost.WhoAreYou(asker.getRef()));
      assertThat(asker.receiveMessage(SOON).name()).isEqualTo("bob");
    }
  }

  @Test
  void coordinatorAndClient_goOn() throws Exception {
    ActorRef<Coordinator.Command> coordinator = KIT.spawn(Coordinator.create(node(plans()), "bob", UUID::randomUUID));
    ActorRef<ClientActor.Command> client = KIT.spawn(ClientActor.create(node(plans()), "cleo"));
    TestProbe<Members> asker = KIT.createTestProbe(Members.class);

    torture(coordinator, List.of());
    torture(client, List.of());

    coordinator.tell(new Coordinator.WhoIsThere(asker.getRef()));
    assertThat(asker.receiveMessage(SOON)).isNotNull();
    CompletableFuture<Members> result = new CompletableFuture<>();
    client.tell(new ClientActor.WhoIsThere(result));
    assertThat(result.get(20, TimeUnit.SECONDS)).isNotNull();
  }

  private static ActorRef<Conductor.Command> conductor(ActorRef<ClientRunActor.Command> client,
      ActorRef<PlanStore.Command> source, ActorRef<Conductor.Outcome> coordinator) {
    Assignment part = new Assignment(new UUID(1, 2), 0, List.of("alice", "bob"), "beaver", RunMode.STREAM,
        JobsForTests.PROGRAM, Optional.empty(), Duration.ofHours(1));
    RunRequest request = new RunRequest(new byte[0], 1, source, client, "cleo", "cleo", HERE);
    List<Conductor.Member> members = Stream.of(0, 1, 3)
        .map(role -> new Conductor.Member(role, "n" + role, HERE, (_, _, _) -> {})).toList();
    return KIT.spawn(Conductor.create(request, part, new byte[0], members, source, Duration.ofHours(1), coordinator));
  }

  /** But for those that end the run, as whoever plays a role of it may. */
  @Test
  void conductor_goesOn() {
    TestProbe<ClientRunActor.Command> client = KIT.createTestProbe(ClientRunActor.Command.class);
    ActorRef<Conductor.Command> conductor = conductor(client.getRef(), KIT.spawn(Behaviors.ignore()),
        KIT.spawn(Behaviors.ignore()));

    torture(conductor, List.of(Conductor.Failed.class, Conductor.Ended.class));

    assertEnds(conductor, client);
  }

  private static void assertEnds(ActorRef<Conductor.Command> conductor, TestProbe<ClientRunActor.Command> client) {
    conductor.tell(new Conductor.Failed(-1, new Fault(Fault.Kind.REQUEST, -1, "the end")));
    assertThat(client.fishForMessage(SOON,
        heard -> heard.equals(new ClientRunActor.Failed(Fault.Kind.REQUEST, "", "the end"))
            ? FishingOutcomes.complete()
            : FishingOutcomes.continueAndIgnore()))
        .hasSize(1);
  }

  private static Proposed proposed(ActorRef<PlanStore.Command> source, ActorRef<Conductor.Command> conductor) {
    return new Proposed(JobsForTests.request(JobsForTests.job(Instant.now().plusSeconds(3_600),
        JobsForTests.step("beaver", 0)), new UUID(7, 8), List.of("alice", "bob"), "cleo"), 1, 100, source, conductor,
        HERE);
  }

  private static ActorRef<SessionActor.Command> session(ActorRef<Conductor.Command> conductor) {
    ActorRef<PlanStore.Command> source = KIT.spawn(Behaviors.ignore());
    NodeContext node = node(source);
    var run = proposed(source, conductor).read(node.credentials(), NodeRole.PARTY, "bob");
    return KIT.spawn(SessionActor.create(node.surroundings(), run, node.work(run.part(), (_, _) -> {
      throw new AssertionError("no plan ever comes");
    })));
  }

  @Test
  void session_goesOn() {
    TestProbe<Conductor.Command> conductor = KIT.createTestProbe(Conductor.Command.class);
    ActorRef<SessionActor.Command> session = session(conductor.getRef());

    torture(session, List.of(SessionActor.Abort.class, SessionActor.Release.class));

    assertSessionEnds(session, conductor);
  }

  private static void assertSessionEnds(ActorRef<SessionActor.Command> session, TestProbe<Conductor.Command> conductor) {
    session.tell(new SessionActor.Abort("the end"));
    assertThat(conductor.fishForMessage(SOON,
        heard -> heard.equals(new Conductor.Ended(1))
            ? FishingOutcomes.complete()
            : FishingOutcomes.continueAndIgnore()))
        .hasSize(1);
  }
}
