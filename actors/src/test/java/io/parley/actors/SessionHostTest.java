package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.actors.tape.TapeStore;
import io.parley.actors.transport.MemoryTransport;
import io.parley.client.RunMode;
import io.parley.config.Link;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    NodeSettings settings = TestCluster.settings(Map.of("parley.node.name", "bob", "parley.node.roles",
        List.of("party"), "parley.session.max-concurrent", 2));
    return new NodeContext(settings, Sessions.real(),
        new MemoryTransport(new MemoryTransport.Hub(Link.LOOPBACK), "bob"),
        plans.getRef(), new Programs(), new TapeStore(settings.tape(), "bob"), HERE, 7);
  }

  private void open(UUID session, String protocol, int parties) {
    Assignment part = new Assignment(session, 1, Collections.nCopies(parties, "x"), protocol, RunMode.STREAM,
        new Program("0abc", 100, 1, List.of(), "0def"), Optional.empty(), Duration.ofMinutes(1));
    party.tell(new SessionHost.Open(new SessionActor.Conducted(part, plans.getRef(), conductor.getRef(), HERE)));
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
        new Introduced(party, NodeRole.PARTY, "bob", HERE, 7, Runtime.getRuntime().maxMemory()));
  }

  @Test
  void open_newSession_asksForItsPlan() {
    open(new UUID(1, 1), "beaver", 2);

    assertThat(plans.expectMessageClass(PlanStore.Get.class).id()).isEqualTo("0abc");
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
  void open_tooFewParties_isRefused() {
    open(new UUID(1, 1), "beaver", 1);

    assertThat(refusal().kind()).isEqualTo(Fault.Kind.REQUEST);
  }
}
