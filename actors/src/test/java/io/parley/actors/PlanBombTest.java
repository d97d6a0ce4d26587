package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.actors.tape.TapeStore;
import io.parley.actors.transport.MemoryTransport;
import io.parley.client.PreparedPlan;
import io.parley.config.Link;
import io.parley.config.NodeSettings;
import io.parley.crypto.Shape;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.formulas.Recurrent;
import io.parley.plan.formulas.Rnn;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import io.parley.protocols.spi.Protocols;
import io.parley.serialization.Attempt;
import io.parley.serialization.Dealing;
import io.parley.serialization.Job;
import io.parley.serialization.PlanCodec;
import io.parley.serialization.Program;
import io.parley.serialization.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plans of a few bytes that ask a party for more than any has; it refuses them, and honest runs go on beside. */
@Timeout(120)
class PlanBombTest {
  private static final Incarnation HERE = new Incarnation("pekko://parley", 0);
  private static final long HEAP = 512L << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ActorTestKit KIT = ActorTestKit.create();
  private final TestProbe<PlanStore.Command> plans = KIT.createTestProbe(PlanStore.Command.class);
  private final TestProbe<Conductor.Command> conductor = KIT.createTestProbe(Conductor.Command.class);
  private final List<ActorRef<SessionActor.Command>> seats = new ArrayList<>();
  private final HeapBudget heap = new HeapBudget("bob", HEAP);
  private final ActorRef<SessionHost.Command> party = KIT.spawn(PartyNode.create(node(), "bob"));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private NodeContext node() {
    NodeSettings settings = TestCluster.settings(Map.of("parley.node.name", "bob", "parley.node.roles",
        List.of("party")));
    return new NodeContext(settings, Sessions.real(),
        new MemoryTransport(new MemoryTransport.Hub(Link.LOOPBACK), "bob"), plans.getRef(), new Programs(HEAP),
        new TapeStore(settings.tape(), "bob"), heap, Credentials.of(settings),
        Policies.of(settings.identity(), Credentials.of(settings)),
        Audit.none(),
        HERE, 7);
  }

  /** What the party says of a run of a plan, but for its having heard of it. */
  private Conductor.Command answer(Plan plan, Program program) {
    Job job = JobsForTests.job(Instant.now().plusSeconds(60), new Step(program, "beaver", Dealing.STREAM, 2, List.of(),
        plan.inputs().stream().map(n -> new Step.Named(((Op.Input) n.op()).name(), "client")).toList(),
        List.of(new Step.Named("y", "client")), List.of()));
    party.tell(new SessionHost.Open(new Proposed(JobsForTests.request(job, UUID.randomUUID(), List.of("alice", "bob"),
        "cleo"), 1, Attempt.FIRST, new long[]{100}, plans.getRef(), conductor.getRef(), HERE)));
    plans.expectMessageClass(PlanStore.Get.class).replyTo().tell(new PlanStore.Found(plan));
    while (true) {
      Conductor.Command heard = conductor.receiveMessage(PATIENCE);
      if (!(heard instanceof Conductor.Taken taken)) {
        return heard;
      }
      seats.add(taken.seat());
    }
  }

  private Conductor.Command answer(Plan plan) {
    return answer(plan, PreparedPlan.of(plan, Lowering.lower(plan, Protocols.byName("beaver").target())).program());
  }

  private String refusal(Conductor.Command answer) {
    assertThat(answer).isInstanceOf(Conductor.Failed.class);
    Fault fault = ((Conductor.Failed) answer).fault();
    assertThat(fault.kind()).isEqualTo(Fault.Kind.REQUEST);
    return fault.reason();
  }

  private static Plan wide(int elements, int sums) {
    Trace trace = Trace.create("wide");
    SecretTensor x = trace.secret("x", Shape.of(1));
    SecretTensor wide = x.broadcast(elements);
    SecretTensor sum = wide;
    for (int i = 0; i < sums; i++) {
      sum = sum.mul(wide).sigmoid();
    }
    trace.reveal("y", sum.sum(0));
    return trace.plan();
  }

  @Test
  void runOfMoreElementsThanTheHeapHolds_isRefused_andHonestOnesGoOn() {
    assertThat(answer(wide(2, 1))).isInstanceOf(Conductor.Ready.class);
    long honest = heap.taken();

    assertThat(refusal(answer(wide(1 << 28, 4)))).startsWith("Node bob refuses: the run needs about ")
        .contains(
            " GB of heap there, but its JVM has 512 MB. Use a smaller batch, or give it more: PARLEY_JAVA_OPTS=-Xmx");

    assertThat(heap.taken()).isEqualTo(honest).isPositive();
    assertThat(answer(wide(2, 1))).isInstanceOf(Conductor.Ready.class);
  }

  /** Two that fit one at a time. */
  @Test
  void runThatFitsButForOthers_isToldToTryLater() {
    Plan half = wide(1 << 16, 1);
    assertThat(answer(half)).isInstanceOf(Conductor.Ready.class);
    assertThat(heap.taken()).isGreaterThan(HEAP / 8);
    Conductor.Command second = answer(half);

    while (second instanceof Conductor.Ready) {
      second = answer(half);
    }

    assertThat(refusal(second)).contains("and other runs hold ", "Try again later");
  }

  @Test
  void runThatEnded_givesItsHeapBack() {
    Plan plan = wide(2, 1);
    assertThat(answer(plan)).isInstanceOf(Conductor.Ready.class);
    assertThat(heap.taken()).isPositive();

    seats.forEach(seat -> seat.tell(new SessionActor.Abort("enough")));

    assertThat(conductor.receiveMessage()).isEqualTo(new Conductor.Ended(1));
    assertThat(heap.taken()).isZero();
  }

  /** Public words are computed by whoever estimates what a run costs. */
  @Test
  void runOfPublicValuesThatAreLarge_isRefused() {
    Trace trace = Trace.create("public");
    SecretTensor x = trace.secret("x", Shape.of(1));
    trace.reveal("y", x.add(trace.constant(Values.of(Shape.of(1), 1)).broadcast(1 << 28)).sum(0));

    assertThat(refusal(answer(trace.plan()))).contains(" of heap there, but its JVM has 512 MB");
  }

  /** Of 60 bytes a thread and a mailbox for each of a million nodes. */
  @Test
  void planThatBecomesTooManyNodes_isRefused() {
    PlanBuilder builder = PlanBuilder.create("long", Level.SURFACE);
    int x = builder.input("x", "client", TensorType.secret(Shape.of(100_000, 1, 1), 16));
    int w = builder.input("w", "client", TensorType.secret(Shape.of(1, 1), 16));
    int b = builder.input("b", "client", TensorType.secret(Shape.of(1), 16));
    int y = builder.add("forever", new Rnn(Recurrent.Activation.TANH, false, Recurrent.Part.LAST), x, w, w, b, b, w);
    builder.output("y", y, "client");
    Plan plan = builder.build();

    Program program = new Program(PlanCodec.id(plan), Lowering.VERSION, List.of(), "cd".repeat(32));

    assertThat(refusal(answer(plan, program))).contains("more than 131072 nodes");
  }
}
