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
import io.parley.serialization.Attempt;
import io.parley.serialization.ControlMessage;
import java.io.NotSerializableException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
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
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every message of {@link ActorMessages} with each component missing or out of its range: what lacks something cannot be
 * written, and nothing stops an actor that gets it all the same, whether the message is for it or not.
 */
@Timeout(120)
class HostileMessagesTest {
  private static final Incarnation HERE = new Incarnation("pekko://parley", 0);
  /** With which whoever plays a role may end a run, as by a seat that is not there or an accept that is none. */
  private static final List<Class<?>> ENDS = List.of(SessionActor.Abort.class, SessionActor.Release.class,
      Conductor.Failed.class, Conductor.Ended.class, Conductor.Taken.class, Conductor.Ready.class);
  /** What comes first loads classes too. */
  private static final int WARM_UP = 2_000;
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ActorTestKit KIT = ActorTestKit.create();

  /** Whose actors fuzzed messages name: of the test's own, some would be its guardian. */
  private static final ActorTestKit STRANGERS = ActorTestKit.create("strangers");

  @TempDir
  private static Path directory;

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
    STRANGERS.shutdownTestKit();
  }

  private static List<ControlMessage> good() {
    return good(KIT);
  }

  private static List<ControlMessage> good(ActorTestKit whose) {
    return Stream.concat(ActorMessagesTest.messages(whose), ActorMessagesTest.envelopes(whose)).toList();
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
      case null, default -> List.of();
    });
  }

  @ParameterizedTest
  @MethodSource("good")
  void toBinary_messageThatLacksSomething_isRefused(ControlMessage message) throws NotSerializableException {
    var serializer = SerializationExtension.get(Adapter.toClassic(KIT.system())).serializerFor(message.getClass());
    for (Record lacking : lacking((Record) message)) {
      assertThatThrownBy(() -> serializer.toBinary(lacking)).as("%s", lacking.getClass())
          .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(" has no ");
    }
  }

  private static NodeContext node(ActorRef<PlanStore.Command> plans) {
    NodeSettings settings = TestCluster.settings(Map.of("parley.node.name", "bob", "parley.node.roles",
        List.of("party"), "parley.lane.transport", "memory", "parley.tape.directory", directory.toString()));
    return new NodeContext(settings, Sessions.real(),
        new MemoryTransport(new MemoryTransport.Hub(Link.LOOPBACK), "bob"), plans, new Programs(1 << 28),
        new TapeStore(settings.tape(), "bob"), HeapBudget.ofJvm("bob"), Credentials.of(settings),
        Policies.of(settings.identity(), Credentials.of(settings)),
        Audit.none(),
        HERE, 7);
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

  private static void assertAnswers(ActorRef<PlanStore.Command> store) {
    TestProbe<PlanStore.Command> asker = KIT.createTestProbe(PlanStore.Command.class);
    store.tell(new PlanStore.Fetch("none", 0, asker.getRef()));
    assertThat(asker.receiveMessage(SOON)).isEqualTo(new PlanStore.Missing("none"));
    asker.stop();
  }

  private static void assertHostAnswers(ActorRef<SessionHost.Command> host) {
    TestProbe<Introduced> asker = KIT.createTestProbe(Introduced.class);
    host.tell(new SessionHost.WhoAreYou(asker.getRef()));
    assertThat(asker.receiveMessage(SOON).name()).isEqualTo("bob");
    asker.stop();
  }

  @Test
  void planStore_goesOn() {
    ActorRef<PlanStore.Command> store = plans();

    torture(store, List.of());

    assertAnswers(store);
  }

  @Test
  void hosts_goOn() {
    for (ActorRef<SessionHost.Command> host : List.of(KIT.spawn(PartyNode.create(node(plans()), "bob")),
        KIT.spawn(CryptoProvider.create(node(plans()), "bob")))) {
      torture(host, List.of());

      assertHostAnswers(host);
    }
  }

  private static void assertCoordinatorAnswers(ActorRef<Coordinator.Command> coordinator) {
    TestProbe<Attendance> asker = KIT.createTestProbe(Attendance.class);
    coordinator.tell(new Coordinator.WhoIsThere(asker.getRef()));
    assertThat(asker.receiveMessage(SOON)).isNotNull();
    asker.stop();
  }

  private static void assertClientAnswers(ActorRef<ClientActor.Command> client) throws Exception {
    CompletableFuture<Members> result = new CompletableFuture<>();
    client.tell(new ClientActor.WhoIsThere(result));
    assertThat(result.get(20, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void coordinatorAndClient_goOn() throws Exception {
    ActorRef<Coordinator.Command> coordinator = KIT.spawn(Coordinator.create(node(plans()), "bob", UUID::randomUUID));
    ActorRef<ClientActor.Command> client = KIT.spawn(ClientActor.create(node(plans()), "cleo"));

    torture(coordinator, List.of());
    torture(client, List.of());

    assertCoordinatorAnswers(coordinator);
    assertClientAnswers(client);
  }

  private static ActorRef<Conductor.Command> conductor(ActorRef<ClientRunActor.Command> client,
      ActorRef<PlanStore.Command> source, ActorRef<Conductor.Outcome> coordinator) {
    Assignment part = new Assignment(new UUID(1, 2), 0, List.of("alice", "bob"), "beaver", RunMode.STREAM,
        JobsForTests.PROGRAM, Optional.empty(), Duration.ofHours(1));
    RunRequest request = new RunRequest(new byte[0], new byte[0], 0, Attempt.FIRST, new long[]{1}, source, client,
        "cleo", "cleo", HERE, new byte[0]);
    List<Conductor.Member> members = Stream.of(0, 1, 3)
        .map(role -> new Conductor.Member(role, "n" + role, HERE, (_, _, _, _) -> {})).toList();
    return KIT.spawn(Conductor.create(request,
        new Conductor.Course(Attempt.FIRST, List.of(part), new byte[0]), members, source, Duration.ofHours(1),
        coordinator));
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
        JobsForTests.step("beaver", 0)), new UUID(7, 8), List.of("alice", "bob"), "cleo"), 1, Attempt.FIRST,
        new long[]{100}, source, conductor,
        HERE);
  }

  private static ActorRef<SessionActor.Command> session(ActorRef<Conductor.Command> conductor) {
    ActorRef<PlanStore.Command> source = KIT.spawn(Behaviors.ignore());
    NodeContext node = node(source);
    var run = proposed(source, conductor).read(node.credentials(), NodeRole.PARTY, "bob");
    return KIT.spawn(SessionActor.create(node.surroundings(), run, node.work(run, _ -> (_, _) -> {
      throw new AssertionError("no plan ever comes");
    }), RunGate.OPEN, _ -> {}));
  }

  @Test
  void session_goesOn() {
    TestProbe<Conductor.Command> conductor = KIT.createTestProbe(Conductor.Command.class);
    ActorRef<SessionActor.Command> session = session(conductor.getRef());

    torture(session, List.of(SessionActor.Abort.class, SessionActor.Release.class));

    assertSessionEnds(session, conductor);
  }

  private static void assertSessionEnds(ActorRef<SessionActor.Command> session,
      TestProbe<Conductor.Command> conductor) {
    session.tell(new SessionActor.Abort("the end"));
    assertThat(conductor.fishForMessage(SOON,
        heard -> heard.equals(new Conductor.Ended(1))
            ? FishingOutcomes.complete()
            : FishingOutcomes.continueAndIgnore()))
        .hasSize(1);
  }

  /** Bytes that are almost messages: each is read or refused, at the cost of what came, and nobody minds what was read. */
  @Test
  @Timeout(3_600)
  @SuppressWarnings("unchecked") // anybody is told anything
  void fuzzedMessages_areReadOrRefused_andAllActorsGoOn() throws Exception {
    TestProbe<ClientRunActor.Command> client = KIT.createTestProbe(ClientRunActor.Command.class);
    TestProbe<Conductor.Command> conductors = KIT.createTestProbe(Conductor.Command.class);
    ActorRef<Conductor.Command> conductor = conductor(client.getRef(), KIT.spawn(Behaviors.ignore()),
        KIT.spawn(Behaviors.ignore()));
    ActorRef<SessionActor.Command> session = session(conductors.getRef());
    ActorRef<PlanStore.Command> store = plans();
    List<ActorRef<SessionHost.Command>> hosts = List.of(KIT.spawn(PartyNode.create(node(plans()), "bob")),
        KIT.spawn(CryptoProvider.create(node(plans()), "bob")));
    List<ActorRef<?>> actors = new ArrayList<>(hosts);
    ActorRef<Coordinator.Command> coordinator = KIT.spawn(Coordinator.create(node(plans()), "bob", UUID::randomUUID));
    ActorRef<ClientActor.Command> clients = KIT.spawn(ClientActor.create(node(plans()), "cleo"));
    actors.addAll(List.of(store, conductor, session, clients, coordinator));
    var serializer = (SerializerWithStringManifest) SerializationExtension.get(Adapter.toClassic(KIT.system()))
        .serializerFor(PlanStore.Missing.class);
    var theirs = SerializationExtension.get(Adapter.toClassic(STRANGERS.system()));
    List<byte[]> good = new ArrayList<>(good(STRANGERS).stream().map(m -> theirs.serialize(m).get()).toList());
    good.add(theirs.serialize(new SessionHost.Open(proposed(STRANGERS.spawn(Behaviors.ignore()),
        STRANGERS.spawn(Behaviors.ignore())))).get());
    Fuzz fuzz = new Fuzz(new Random(Fuzz.SEED), good);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long most = 0;
    int read = 0;
    long heap = 0;
    for (int i = 0; i < Fuzz.TRIES; i++) {
      byte[] bytes = fuzz.next();
      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        Object message = serializer.fromBinary(bytes, "");
        read++;
        if (!ENDS.contains(message.getClass())) {
          actors.forEach(actor -> ((ActorRef<Object>) actor).tell(message));
        }
      } catch (NotSerializableException e) {
        // as it says
      } catch (Exception | Error e) { // also those that Scala does not declare
        throw new AssertionError("seed " + Fuzz.SEED + ", try " + i, e);
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before - 64L * bytes.length;
      most = i < WARM_UP ? 0 : Math.max(most, allocated);
      if (i % WARM_UP == 0) {
        assertAnswers(store);
        hosts.forEach(HostileMessagesTest::assertHostAnswers);
        assertCoordinatorAnswers(coordinator);
        assertClientAnswers(clients);
        heap = i == WARM_UP ? Fuzz.heapBytes() : heap;
      }
    }

    assertAnswers(store);
    hosts.forEach(HostileMessagesTest::assertHostAnswers);
    assertCoordinatorAnswers(coordinator);
    assertClientAnswers(clients);
    long growth = Fuzz.heapBytes() - heap;
    System.out.println("fuzzed messages: " + Fuzz.TRIES + ": " + read + " read by " + actors.size() + " actors; " + most
        + " bytes at most beyond what came, heap grew by " + (growth >> 10) + " KiB; seed " + Fuzz.SEED);
    assertEnds(conductor, client);
    assertSessionEnds(session, conductors);
    assertThat(read).isBetween(Fuzz.TRIES / 50, Fuzz.TRIES);
    assertThat(most).as("bytes that a message takes beyond its own").isLessThan(1 << 20);
    assertThat(growth).as("growth of the heap").isLessThan(64 << 20);
  }
}
