package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.actors.tape.TapePart;
import io.parley.client.Progress;
import io.parley.client.RoleReport;
import io.parley.client.Tape;
import io.parley.config.NodeRole;
import io.parley.protocols.engine.Usage;
import io.parley.serialization.Attempt;
import io.parley.serialization.ControlMessage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActorMessagesTest {
  private static final ActorTestKit KIT = ActorTestKit
      .create(TestCluster.settings("client", "x", List.of()).actorSystem());

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static <T> ActorRef<T> ref(ActorTestKit kit) {
    return kit.spawn(Behaviors.<T>ignore());
  }

  /** One of each, with every component filled. */
  static Stream<ControlMessage> messages() {
    return messages(KIT);
  }

  /**
   * @param kit whose actors the messages name
   */
  static Stream<ControlMessage> messages(ActorTestKit kit) {
    Incarnation node = new Incarnation("pekko://parley@h:1", -5);
    UUID session = new UUID(1, 2);
    Usage usage = new Usage(3, List.of(1L, 2L), List.of(3L, 4L), List.of(5L, 6L),
        List.of(new Usage.NodeUsage(7, 8, 9)), 10);
    ActorRef<PlanStore.Command> plans = ref(kit);
    TapePart tape = new TapePart(new Tape(session, "0b".repeat(32), "0a".repeat(32), "plan", "beaver",
        List.of("spiffe://d/o/party/a", "spiffe://d/p/provider/b", "spiffe://d/q/client/c")), 1, 2, 3);
    TapeAnswer answer = new TapeAnswer("a", List.of(tape), 1, List.of(session), "why");
    return Stream.of(answer, new TapeAnswers(List.of(answer)),
        new Introduced(plans, NodeRole.PARTY, "a", node, 1, "b", 2),
        new Attendance(List.of(new Attendance.Node("a", 1)), List.of(new Attendance.Node("p", 2))),
        new SeedWatch.WhichLife("pekko://parley@h:1/user/seed-watch#5", 7),
        new SeedWatch.ThisLife(node, true, 7),
        new PlanStore.Fetch("0abc", 1, plans), new PlanStore.Missing("0abc"),
        new SessionHost.WhoAreYou(ref(kit)),
        new SessionActor.Start(4, Phase.OFFLINE), new SessionActor.Next(5),
        new SessionActor.Release(), new SessionActor.Abort("why"),
        new Conductor.Taken(1, ref(kit)),
        new Conductor.Connected(1, 2),
        new Conductor.Dealt(1, 2, 3), new Conductor.Finished(1, 2, 3, usage, 4),
        new Conductor.Failed(1, new Fault(Fault.Kind.PEER, 0, "why")), new Conductor.Ended(1),
        new Coordinator.WhoAreYou(ref(kit)),
        new Coordinator.WhoIsThere(ref(kit)),
        new ClientRunActor.Reached(Progress.OFFLINE),
        new ClientRunActor.Spent(6, new RoleReport("party 0", "a", 1.5, 2.5, 3, usage)), new ClientRunActor.Succeeded(),
        new ClientRunActor.Failed(Fault.Kind.BUG, "a", "why"), new ClientRunActor.Queued(3),
        new Coordinator.Withdraw(ref(kit)), new Conductor.Waits(1, "why"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void message_overTheNetwork_isTheSame(ControlMessage message) {
    KIT.serializationTestKit().verifySerialization(message, true);
  }

  /** Those with bytes, which records compare by identity. */
  static Stream<ControlMessage> envelopes() {
    return envelopes(KIT);
  }

  static Stream<ControlMessage> envelopes(ActorTestKit kit) {
    Incarnation node = new Incarnation("pekko://parley@h:1", -5);
    Proposed run = new Proposed(new byte[]{1, -2}, 3, new Attempt(1, 2, 3), new long[]{4, 5}, ref(kit),
        ref(kit),
        node);
    return Stream.of(new PlanStore.Chunk("0abc", 5, new byte[]{1, -2}), new SessionHost.Open(run),
        new SessionActor.Connect(new byte[]{4}), new Conductor.Ready(1, new byte[]{5}),
        new Conductor.Requested(new byte[]{6}),
        new ClientRunActor.Offered(new byte[]{7}, Attempt.FIRST, ref(kit), node),
        new Coordinator.Run(new RunRequest(new byte[]{3}, new byte[]{11}, 2, new Attempt(1, 0, 0), new long[]{4},
            ref(kit), ref(kit), "me", "spiffe://me", node,
            new byte[]{8})),
        new SessionHost.Tapes(new byte[]{9}, ref(kit)),
        new Coordinator.Tapes(new byte[]{10}, ref(kit)));
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void envelope_overTheNetwork_isTheSame(ControlMessage envelope) {
    ControlMessage copy = KIT.serializationTestKit().verifySerialization(envelope, false);

    assertThat(copy).usingRecursiveComparison()
        .withEqualsForFields(Object::equals, "run.planSource", "run.conductor", "conductor", "request.plans",
            "request.client", "replyTo")
        .isEqualTo(envelope);
  }

  @Test
  void registrar_everyControlMessageOfEveryActor_isRegistered() {
    Set<Class<?>> registered = new HashSet<>(new ActorMessages().classes());

    Stream<Class<?>> said = Stream.of(SeedWatch.Command.class, PlanStore.Command.class, SessionHost.Command.class,
        SessionActor.Command.class, Conductor.Command.class, Coordinator.Command.class, ClientRunActor.Command.class,
        ClientActor.Command.class).flatMap(ActorMessagesTest::leaves).filter(ControlMessage.class::isAssignableFrom);

    assertThat(said).hasSizeGreaterThan(20).allMatch(registered::contains);
  }

  private static Stream<Class<?>> leaves(Class<?> command) {
    return command.isSealed()
        ? Arrays.stream(command.getPermittedSubclasses()).flatMap(ActorMessagesTest::leaves)
        : Stream.of(command);
  }
}
