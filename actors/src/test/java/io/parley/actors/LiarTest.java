package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.actors.Directory.Present;
import io.parley.actors.tape.TapeStore;
import io.parley.actors.transport.LaneOptions;
import io.parley.actors.transport.TcpTransport;
import io.parley.client.RunOptions;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import io.parley.crypto.Shape;
import io.parley.identity.Identity;
import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import io.parley.identity.Signed;
import io.parley.identity.SpiffeId;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.trace.Trace;
import io.parley.policy.PolicyFile;
import io.parley.protocols.spi.Protocols;
import io.parley.serialization.Accept;
import io.parley.serialization.Attempt;
import io.parley.serialization.ContractCodec;
import io.parley.serialization.Dealing;
import io.parley.serialization.Job;
import io.parley.serialization.PlanCodec;
import io.parley.serialization.Program;
import io.parley.serialization.Proposal;
import io.parley.serialization.Request;
import io.parley.serialization.RunCodec;
import io.parley.serialization.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A coordinator that lies, to an honest party and to an honest client, with every key but theirs, in all messages by which a
 * run begins. An honest role never gets as far as its lanes, so no share leaves it.
 */
class LiarTest {
  private static final Incarnation HERE = new Incarnation("pekko://parley", 0);
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Plan PLAN = plan();

  @TempDir
  private static Path root;
  private static KeyDirectory ca;
  private static Identity alice;
  private static Identity cleo;
  private static Identity eve;

  private static final int END = 99;

  private final CompletableFuture<ClientRunActor.Won> result = new CompletableFuture<>();
  private final TestProbe<PlanStore.Command> plans = KIT.createTestProbe(PlanStore.Command.class);
  private final TestProbe<Conductor.Command> conductor = KIT.createTestProbe(Conductor.Command.class);

  @BeforeAll
  static void makeKeys() {
    ca = new KeyDirectory(root.resolve("keys"), Optional.empty());
    ca.createCa("health.example");
    new PolicyFile(ca.path().resolve(PolicyFile.NAME)).create("health.example");
    alice = identity(IdentityRole.PARTY, "alice", "acme");
    identity(IdentityRole.PARTY, "bob", "bank");
    identity(IdentityRole.PARTY, "bella", "bank");
    identity(IdentityRole.PROVIDER, "peggy", "dealers");
    cleo = identity(IdentityRole.CLIENT, "cleo", "uni");
    eve = identity(IdentityRole.CLIENT, "eve", "evil");
  }

  private static Identity identity(IdentityRole role, String name, String operator) {
    ca.createIdentity(Optional.empty(), operator, role, name);
    return ca.load(role, name);
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static Plan plan() {
    Trace trace = Trace.create("relu");
    trace.reveal("y", trace.secret("x", Shape.of(3)).relu());
    return trace.plan();
  }

  private NodeContext node(String name, String role) {
    NodeSettings settings = TestCluster.settings(Map.of("parley.node.name", name, "parley.node.roles", List.of(role),
        "parley.identity.directory", ca.path().toString(), "parley.identity.accept.client", List.of("uni", "bank"),
        "parley.identity.accept.party", List.of("acme", "bank"), "parley.session.max-concurrent", 1_000,
        "parley.session.max-per-client", 1_000,
        "parley.identity.client", role.equals("client") ? name : "", "parley.tape.directory",
        root.resolve("tapes-" + UUID.randomUUID()).toString()));
    return new NodeContext(settings, Sessions.real(),
        TcpTransport.listen("127.0.0.1", 0, "127.0.0.1", LaneOptions.DEFAULT), plans.getRef(), new Programs(1 << 28),
        new TapeStore(settings.tape(), name), HeapBudget.ofJvm(name), Credentials.of(settings),
        Policies.of(settings.identity(), Credentials.of(settings)),
        Audit.none(),
        HERE, 7);
  }

  private static Job job(String protocol, Instant expires) {
    byte[] nonce = new byte[16];
    RANDOM.nextBytes(nonce);
    Plan lowered = Lowering.lower(PLAN, Protocols.byName(protocol).target());
    Step step = new Step(new Program(PlanCodec.id(PLAN), Lowering.VERSION, List.of(), PlanCodec.id(lowered)), protocol,
        Dealing.STREAM, 0, List.of(), Step.inputsOf(PLAN), Step.outputsOf(PLAN), List.of());
    return new Job(HexFormat.of().formatHex(nonce), expires.toEpochMilli(), 60_000, List.of(step), List.of());
  }

  private static Job job(String protocol) {
    return job(protocol, Instant.now().plusSeconds(600));
  }

  private static SpiffeId id(String operator, IdentityRole role, String name) {
    return new SpiffeId("health.example", operator, role, name);
  }

  /** Two parties, a provider and cleo, unless somebody is exchanged. */
  private static byte[] body(Job job, UnaryOperator<SpiffeId> exchanged) {
    List<SpiffeId> cast = List.of(alice.id(), id("bank", IdentityRole.PARTY, "bob"),
        id("dealers", IdentityRole.PROVIDER, "peggy"), cleo.id()).stream().map(exchanged).toList();
    byte[] bytes = RunCodec.encode(job);
    return ContractCodec.encode(RunCodec.encode(bytes, new Proposal(job, RunCodec.id(bytes), UUID.randomUUID(),
        List.of(cast.get(0).name(), cast.get(1).name()), Optional.of(cast.get(2).name()), cast.get(3).name(),
        Optional.empty())), cast);
  }

  private static byte[] body(Job job) {
    return body(job, id -> id);
  }

  private static byte[] signed(Identity by, byte[] body) {
    return ContractCodec.encode(by.sign(ContractCodec.REQUEST, body));
  }

  private static UnaryOperator<SpiffeId> instead(String name, SpiffeId of) {
    return id -> id.name().equals(name) ? of : id;
  }

  private SessionHost.Open open(byte[] request, int role) {
    return open(request, role, Attempt.FIRST);
  }

  private SessionHost.Open open(byte[] request, int role, Attempt attempt) {
    return new SessionHost.Open(
        new Proposed(request, role, attempt, new long[]{PlanCodec.encode(PLAN).length}, plans.getRef(),
            conductor.getRef(), HERE));
  }

  /** The next that is said, but for what keeps a session waiting, and for who has a seat already. */
  private <T> T next(Class<T> type) {
    boolean knowsSeat = type == Conductor.Ready.class || type == Conductor.Requested.class;
    Conductor.Command said = conductor.receiveMessage(SOON);
    while (said instanceof Conductor.Waits || (knowsSeat && said instanceof Conductor.Taken)) {
      said = conductor.receiveMessage(SOON);
    }
    assertThat(said).isInstanceOf(type);
    return type.cast(said);
  }

  private String refusal() {
    return next(Conductor.Failed.class).fault().reason();
  }

  @Test
  void open_requestThatIsNotTheClients_isRefused() {
    ActorRef<SessionHost.Command> bob = KIT.spawn(PartyNode.create(node("bob", "party"), "bob"));
    byte[] good = body(job("beaver"));

    bob.tell(open(signed(Identity.throwAway(cleo.id()), good), 1));
    assertThat(refusal()).contains("not to be believed", "vouches for " + cleo.id());
    bob.tell(open(signed(eve, good), 1));
    assertThat(refusal()).contains("signed by " + eve.id() + ", who is not its client");
    bob.tell(open(ContractCodec.encode(cleo.sign(ContractCodec.ACCEPT, good)), 1));
    assertThat(refusal()).contains("signature of " + cleo.id() + " is wrong");
    bob.tell(open(signed(cleo, good), 0));
    assertThat(refusal()).contains("the part that it got is " + alice.id() + "'s");
    for (int role : new int[]{2, 3, 4, -1, Integer.MAX_VALUE}) {
      bob.tell(open(signed(cleo, good), role));
      assertThat(refusal()).contains("the part that it got is");
    }
  }

  @Test
  void open_requestWithAnyByteChanged_isRefused() {
    ActorRef<SessionHost.Command> bob = KIT.spawn(PartyNode.create(node("bob", "party"), "bob"));
    byte[] good = signed(cleo, body(job("beaver")));

    for (int at = 0; at < good.length; at++) {
      byte[] changed = good.clone();
      changed[at] ^= (byte) (1 << (at % 8));
      bob.tell(open(changed, 1));
    }

    for (int at = 0; at < good.length; at++) {
      assertThat(refusal()).startsWith("Node bob refuses: ").doesNotContain("\n");
    }
  }

  @Test
  void open_castOrProtocolThatTheNodeDoesNotAccept_isRefused() {
    ActorRef<SessionHost.Command> bob = KIT.spawn(PartyNode.create(node("bob", "party"), "bob"));

    bob.tell(open(signed(eve, body(job("beaver"), instead("cleo", eve.id()))), 1));
    assertThat(refusal()).contains(eve.id() + " is of an operator whom parley.identity.accept.client does not name");
    bob.tell(open(signed(cleo, body(job("beaver"), instead("alice", id("evil", IdentityRole.PARTY, "alice")))), 1));
    assertThat(refusal()).contains("evil/party/alice is of an operator");
    bob.tell(open(signed(cleo, body(job("beaver"), instead("alice", id("bank", IdentityRole.PARTY, "bella")))), 1));
    assertThat(refusal()).contains("belong to the operator 'bank'");
    bob.tell(open(signed(cleo, body(job("beaver"), instead("peggy", id("bank", IdentityRole.PROVIDER, "peggy")))), 1));
    assertThat(refusal()).contains("belong to the operator 'bank'");
    bob.tell(open(signed(cleo, body(job("plain"))), 1));
    assertThat(refusal()).contains("'plain' hides nothing");
    bob.tell(open(signed(cleo, body(job("beaver", Instant.now().minusSeconds(1)))), 1));
    assertThat(refusal()).contains("had to begin before");
  }

  @Test
  void open_requestThatWasAccepted_isAcceptedOnce() {
    ActorRef<SessionHost.Command> bob = KIT.spawn(PartyNode.create(node("bob", "party"), "bob"));
    Job job = job("beaver");
    byte[] request = signed(cleo, body(job));

    bob.tell(open(request, 1));
    next(Conductor.Taken.class);
    bob.tell(open(request, 1)); // said again while it goes on: nothing happens
    // Another session of the same job.
    bob.tell(open(signed(cleo, body(job)), 1));
    assertThat(refusal()).contains("twice");
  }

  private static byte[] patient(SpiffeId alternate) {
    Request once = ContractCodec.request(body(job("beaver")));
    return signed(cleo, ContractCodec.encode(RunCodec.encode(RunCodec.encode(once.proposal().job()), once.proposal()),
        once.cast(), 2, List.of(alternate)));
  }

  /** Each once, and no more of them than the client has signed for; also by a node that was restarted. */
  @Test
  void open_attemptsAtAJob_areAcceptedOnceEach() {
    NodeContext node = node("bob", "party");
    ActorRef<SessionHost.Command> bob = KIT.spawn(PartyNode.create(node, "bob"));
    byte[] request = patient(id("others", IdentityRole.PROVIDER, "paul"));

    bob.tell(open(request, 1, Attempt.FIRST));
    next(Conductor.Taken.class);
    bob.tell(open(request, 1, new Attempt(2, 0, 1)));
    next(Conductor.Taken.class);
    ActorRef<SessionHost.Command> restarted = KIT.spawn(PartyNode.create(node, "bob"));
    restarted.tell(open(request, 1, new Attempt(2, 0, 1)));
    assertThat(refusal()).contains("refuses to run resumption 2 of job", "twice");
    restarted.tell(open(request, 1, new Attempt(1, 0, 0)));
    next(Conductor.Taken.class);
    for (Attempt more : List.of(new Attempt(3, 0, 0), new Attempt(1, 1, 0), new Attempt(1, 0, 2), new Attempt(0, 0, 1),
        new Attempt(-1, 0, 0), new Attempt(1, -1, 0))) {
      restarted.tell(open(request, 1, more));
      assertThat(refusal()).contains("the request does not allow this attempt");
    }
  }

  /** As any provider has to be. */
  @Test
  void open_attemptWithAProviderWhomTheNodeDoesNotAccept_isRefused() {
    ActorRef<SessionHost.Command> bob = KIT.spawn(PartyNode.create(node("bob", "party"), "bob"));

    bob.tell(open(patient(id("bank", IdentityRole.PROVIDER, "paul")), 1, new Attempt(1, 0, 1)));

    assertThat(refusal()).contains("belong to the operator 'bank'");
  }

  @Test
  void open_requestThatWasAcceptedBeforeARestart_isRefused() {
    NodeContext node = node("bob", "party");
    byte[] request = signed(cleo, body(job("beaver")));
    KIT.spawn(PartyNode.create(node, "bob")).tell(open(request, 1));
    next(Conductor.Taken.class);

    KIT.spawn(PartyNode.create(node, "bob")).tell(open(request, 1));

    assertThat(refusal()).contains("twice");
  }

  /** With one accept of each kind of lie. */
  @Test
  void connect_contractThatIsNotTheRoles_isRefused() {
    ActorRef<SessionHost.Command> bob = KIT.spawn(PartyNode.create(node("bob", "party"), "bob"));
    byte[] former = accept(alice, 0, "ab".repeat(32));
    int lies = 0;
    for (int lie = 0; lie < 7; lie++) {
      byte[] request = signed(cleo, body(job("beaver")));
      String id = RunCodec.id(request);
      bob.tell(open(request, 1));
      ActorRef<SessionActor.Command> seat = next(Conductor.Taken.class).seat();
      plans.expectMessageClass(PlanStore.Get.class, SOON).replyTo().tell(new PlanStore.Found(PLAN));
      byte[] own = next(Conductor.Ready.class).accept();
      List<byte[]> accepts = new ArrayList<>(List.of(accept(alice, 0, id), own,
          accept(ca.load(IdentityRole.PROVIDER, "peggy"), 2, id), accept(cleo, 3, id)));
      String culprit = switch (lie) {
        case 0 -> {
          accepts.set(0, accept(Identity.throwAway(alice.id()), 0, id));
          yield "party 0 has not accepted the run";
        }
        case 1 -> {
          accepts.set(0, accept(eve, 0, id));
          yield "its accept is signed by " + eve.id();
        }
        case 2 -> {
          accepts.set(0, former);
          yield "another role or another request";
        }
        case 3 -> {
          accepts.set(2, accept(eve, 2, id));
          yield "provider is to be";
        }
        case 4 -> {
          accepts.remove(3);
          yield "client has not accepted the run";
        }
        case 5 -> {
          // A role whose key the liar has: its own accept is still not the one that it signed.
          accepts.set(1, accept(ca.load(IdentityRole.PARTY, "bob"), 1, id));
          yield "another accept of this role than it signed";
        }
        default -> {
          accepts.clear();
          yield "party 0 has not accepted the run";
        }
      };
      seat.tell(new SessionActor.Connect(ContractCodec.encodeAll(accepts)));
      assertThat(refusal()).contains(culprit);
      seat.tell(new SessionActor.Abort("over"));
      next(Conductor.Ended.class);
      lies++;
    }
    assertThat(lies).isEqualTo(7);
  }

  private static byte[] accept(Identity by, int role, String request) {
    byte[] nonce = new byte[32];
    RANDOM.nextBytes(nonce);
    return ContractCodec.encode(by.sign(ContractCodec.ACCEPT, ContractCodec.encode(new Accept(request, role, "tcp",
        "127.0.0.1:9", HexFormat.of().formatHex(nonce), HexFormat.of().formatHex(nonce),
        Attempt.FIRST))));
  }

  private static byte[] nothing() {
    return new byte[0];
  }

  /** A client signs for its own job and a cast that its settings allow, and for nothing else. */
  @Test
  void offer_ofAnotherJobOrCast_isNotSigned() {
    byte[] job = RunCodec.encode(job("spdz2k"));
    Job own = RunCodec.job(job);
    ActorRef<ClientRunActor.Command> client = client(job);

    Request asked = ContractCodec.request(body(own));
    List<byte[]> lies = List.of(
        ContractCodec.encode(RunCodec.encode(job, asked.proposal()), asked.cast(), 1, List.of()),
        body(job("spdz2k")), body(job("plain")), nothing(), body(own, instead("cleo", eve.id())),
        body(own, instead("alice", id("evil", IdentityRole.PARTY, "alice"))),
        body(own, instead("alice", id("bank", IdentityRole.PARTY, "bella"))),
        body(own, instead("peggy", id("acme", IdentityRole.PROVIDER, "peggy"))));
    for (byte[] lie : lies) {
      client.tell(new ClientRunActor.Offered(lie, Attempt.FIRST, conductor.getRef(), HERE));
      assertThat(refusal()).startsWith("The client refuses: ").doesNotContain("\n");
    }
    client.tell(new ClientRunActor.Offered(body(own), Attempt.FIRST, conductor.getRef(), HERE));
    byte[] answer = next(Conductor.Requested.class).request();
    Signed signed = ContractCodec.signed(answer);
    assertThat(ContractCodec.request(signed.body()).proposal().jobId()).isEqualTo(RunCodec.id(job));
    // It signs once: whatever it is offered now, it says what it has signed.
    client.tell(new ClientRunActor.Offered(body(own), Attempt.FIRST, conductor.getRef(), HERE));
    client.tell(new ClientRunActor.Failed(Fault.Kind.PEER, "", "over"));
    assertThat(result).failsWithin(SOON);
    conductor.getRef().tell(new Conductor.Connected(END, 0));
    List<Conductor.Command> said = new ArrayList<>();
    do {
      said.add(conductor.receiveMessage(SOON));
    } while (!said.getLast().equals(new Conductor.Connected(END, 0)));
    assertThat(said).filteredOn(Conductor.Requested.class::isInstance).singleElement()
        .satisfies(again -> assertThat(((Conductor.Requested) again).request()).isSameAs(answer));
  }

  private ActorRef<ClientRunActor.Command> client(byte[] job) {
    TestProbe<Coordinator.Command> coordinator = KIT.createTestProbe(Coordinator.Command.class);
    TestProbe<ClientActor.Command> parent = KIT.createTestProbe(ClientActor.Command.class);
    NodeContext node = node("cleo", "client");
    ClientRunActor.Task task = new ClientRunActor.Task(RunOptions.defaults(),
        List.of(Map.of("x", Values.of(Shape.of(3), 1, -2, 3))), new StepResults(1), new AtomicBoolean(), result);
    Introduced liar = new Introduced(coordinator.getRef(), NodeRole.COORDINATOR, "carol", HERE, 1, "", 1);
    ActorRef<ClientRunActor.Command> client = KIT.spawn(ClientRunActor.create(node,
        new Present<>(coordinator.getRef(), liar), task, () -> {}, parent.getRef(),
        self -> new RunRequest(job, new byte[0], 0, Attempt.FIRST, new long[]{1}, plans.getRef(),
            self, "cleo", cleo.id().toString(), HERE, new byte[0])));
    coordinator.expectMessageClass(Coordinator.Run.class, SOON);
    return client;
  }
}
