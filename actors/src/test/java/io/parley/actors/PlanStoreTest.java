package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.parley.config.PlanSettings;
import io.parley.crypto.Shape;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.trace.Trace;
import io.parley.serialization.PlanCodec;
import io.parley.serialization.v1.PlanProto;
import java.time.Duration;
import java.util.Random;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PlanStoreTest {
  private static final PlanSettings LIMITS = new PlanSettings(8 << 20, 16 << 20, true, false);
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Plan LARGE = plan(100_000);
  private static final byte[] BYTES = PlanCodec.encode(LARGE);
  private static final String ID = PlanCodec.id(BYTES);

  private final TestProbe<PlanStore.Answer> answers = KIT.createTestProbe(PlanStore.Answer.class);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  /** x + c, for a public constant of so many numbers. */
  private static Plan plan(int size) {
    Trace trace = Trace.create("sum");
    double[] numbers = new Random(1).doubles(size).toArray();
    trace.reveal("y", trace.secret("x", Shape.of(size)).add(trace.constant(Values.of(Shape.of(size), numbers))));
    return Lowering.lower(trace.plan());
  }

  private static ActorRef<PlanStore.Command> store(PlanSettings limits) {
    return KIT.spawn(PlanStore.create(limits));
  }

  private static ActorRef<PlanStore.Command> storeWithPlan() {
    ActorRef<PlanStore.Command> store = store(LIMITS);
    store.tell(new PlanStore.Put(ID, BYTES, LARGE));
    return store;
  }

  private static PlanStore.Chunk chunk(int offset) {
    byte[] part = new byte[Math.min(PlanStore.CHUNK_BYTES, BYTES.length - offset)];
    System.arraycopy(BYTES, offset, part, 0, part.length);
    return new PlanStore.Chunk(ID, offset, part);
  }

  /** All chunks, to who fetches. */
  private static void bring(PlanStore.Fetch fetch) {
    for (int offset = 0; offset < BYTES.length; offset += PlanStore.CHUNK_BYTES) {
      fetch.replyTo().tell(chunk(offset));
    }
  }

  @Test
  void get_fromAnotherStore_bringsThePlanInChunks() {
    ActorRef<PlanStore.Command> far = store(LIMITS);

    far.tell(new PlanStore.Get(ID, BYTES.length, storeWithPlan(), answers.getRef()));

    assertThat(answers.receiveMessage()).isEqualTo(new PlanStore.Found(LARGE));
  }

  @Test
  void get_twiceAtOnce_fetchesOnceWithABoundedWindow() {
    ActorRef<PlanStore.Command> store = store(LIMITS);
    TestProbe<PlanStore.Command> source = KIT.createTestProbe(PlanStore.Command.class);

    store.tell(new PlanStore.Get(ID, BYTES.length, source.getRef(), answers.getRef()));
    store.tell(new PlanStore.Get(ID, BYTES.length, source.getRef(), answers.getRef()));

    PlanStore.Fetch first = source.expectMessageClass(PlanStore.Fetch.class);
    assertThat(first.offset()).isZero();
    for (int i = 1; i < 4; i++) {
      assertThat(source.expectMessageClass(PlanStore.Fetch.class).offset()).isEqualTo(i * PlanStore.CHUNK_BYTES);
    }
    source.expectNoMessage(Duration.ofMillis(50));
    bring(first);
    assertThat(answers.receiveSeveralMessages(2)).containsOnly(new PlanStore.Found(LARGE));
    store.tell(new PlanStore.Get(ID, BYTES.length, source.getRef(), answers.getRef()));
    assertThat(answers.receiveMessage()).isEqualTo(new PlanStore.Found(LARGE));
  }

  @Test
  void get_otherBytesThanAnnounced_isRefused() {
    ActorRef<PlanStore.Command> store = store(LIMITS);
    TestProbe<PlanStore.Command> source = KIT.createTestProbe(PlanStore.Command.class);
    store.tell(new PlanStore.Get(ID, 3, source.getRef(), answers.getRef()));

    source.expectMessageClass(PlanStore.Fetch.class).replyTo()
        .tell(new PlanStore.Chunk(ID, 0, new byte[]{1, 2, 3}));

    assertThat(answers.receiveMessage()).isEqualTo(
        new PlanStore.NotFound(Fault.Kind.PEER, "the plan that came is not the one that was announced"));
  }

  @Test
  void get_brokenChunk_isRefused() {
    ActorRef<PlanStore.Command> store = store(LIMITS);
    TestProbe<PlanStore.Command> source = KIT.createTestProbe(PlanStore.Command.class);
    store.tell(new PlanStore.Get(ID, BYTES.length, source.getRef(), answers.getRef()));

    source.expectMessageClass(PlanStore.Fetch.class).replyTo()
        .tell(new PlanStore.Chunk(ID, 0, new byte[PlanStore.CHUNK_BYTES + 1]));

    assertThat(answers.receiveMessage()).isEqualTo(
        new PlanStore.NotFound(Fault.Kind.PEER, "the plan came in broken chunks"));
  }

  @Test
  void get_noPlan_isTheUsersMistake() {
    byte[] garbage = {10, 3, 1, 2, 3}; // a LabelledPlan of three bytes that are no Plan
    ActorRef<PlanStore.Command> source = store(LIMITS);
    source.tell(new PlanStore.Put(PlanCodec.id(garbage), garbage, LARGE));

    store(LIMITS).tell(new PlanStore.Get(PlanCodec.id(garbage), garbage.length, source, answers.getRef()));

    assertThat(answers.expectMessageClass(PlanStore.NotFound.class).kind()).isEqualTo(Fault.Kind.REQUEST);
  }

  @Test
  void get_tooLarge_isRefusedBeforeItIsFetched() {
    TestProbe<PlanStore.Command> source = KIT.createTestProbe(PlanStore.Command.class);

    store(new PlanSettings(1_000, 1_000, true, false))
        .tell(new PlanStore.Get(ID, 1_001, source.getRef(), answers.getRef()));

    assertThat(answers.receiveMessage()).isEqualTo(new PlanStore.NotFound(Fault.Kind.REQUEST,
        "the plan has 1001 bytes, more than the 1000 that parley.plan.max-size allows here"));
    source.expectNoMessage(Duration.ofMillis(50));
  }

  @Test
  void get_sourceWithoutThePlan_isRefused() {
    store(LIMITS).tell(new PlanStore.Get(ID, BYTES.length, store(LIMITS), answers.getRef()));

    assertThat(answers.receiveMessage()).isEqualTo(
        new PlanStore.NotFound(Fault.Kind.PEER, "the plan is not at its source any more"));
  }

  @Test
  void put_beyondTheCache_dropsTheOldest() {
    ActorRef<PlanStore.Command> store = store(new PlanSettings(8 << 20, BYTES.length + 1, true, false));
    store.tell(new PlanStore.Put(ID, BYTES, LARGE));
    Plan small = plan(3);
    store.tell(new PlanStore.Put(PlanCodec.id(small), PlanCodec.encode(small), small));
    TestProbe<PlanStore.Command> source = KIT.createTestProbe(PlanStore.Command.class);

    store.tell(new PlanStore.Get(PlanCodec.id(small), 1, source.getRef(), answers.getRef()));
    assertThat(answers.receiveMessage()).isEqualTo(new PlanStore.Found(small));
    store.tell(new PlanStore.Get(ID, BYTES.length, source.getRef(), answers.getRef()));
    source.expectMessageClass(PlanStore.Fetch.class);
  }

  /** The first who asked is gone; another who asks for the same plan brings it to both. */
  @Test
  void get_sourceIsSilent_anotherBringsThePlan() {
    ActorRef<PlanStore.Command> store = store(LIMITS);
    TestProbe<PlanStore.Command> silent = KIT.createTestProbe(PlanStore.Command.class);
    TestProbe<PlanStore.Answer> first = KIT.createTestProbe(PlanStore.Answer.class);
    store.tell(new PlanStore.Get(ID, BYTES.length, silent.getRef(), first.getRef()));
    silent.expectMessageClass(PlanStore.Fetch.class);

    store.tell(new PlanStore.Get(ID, BYTES.length, storeWithPlan(), answers.getRef()));

    assertThat(answers.receiveMessage()).isEqualTo(new PlanStore.Found(LARGE));
    assertThat(first.receiveMessage()).isEqualTo(new PlanStore.Found(LARGE));
  }

  /** Chunks of one source do not spoil another's, whatever it says that they are of. */
  @Test
  void get_anotherSourceLies_comesAllTheSame() {
    ActorRef<PlanStore.Command> store = store(LIMITS);
    TestProbe<PlanStore.Command> honest = KIT.createTestProbe(PlanStore.Command.class);
    TestProbe<PlanStore.Command> liar = KIT.createTestProbe(PlanStore.Command.class);
    TestProbe<PlanStore.Answer> deceived = KIT.createTestProbe(PlanStore.Answer.class);
    store.tell(new PlanStore.Get(ID, BYTES.length, honest.getRef(), answers.getRef()));
    store.tell(new PlanStore.Get(ID, 3, liar.getRef(), deceived.getRef()));

    PlanStore.Chunk lie = new PlanStore.Chunk(ID, 0, new byte[]{1, 2, 3});
    store.tell(lie);
    liar.expectMessageClass(PlanStore.Fetch.class).replyTo().tell(lie);
    assertThat(deceived.receiveMessage()).isInstanceOf(PlanStore.NotFound.class);
    bring(honest.expectMessageClass(PlanStore.Fetch.class));

    assertThat(answers.receiveMessage()).isEqualTo(new PlanStore.Found(LARGE));
  }

  /** A hundred times a gibibyte is said to come. */
  @Test
  void get_hugeClaims_takeNoMemory() {
    ActorRef<PlanStore.Command> store = KIT
        .spawn(PlanStore.create(new PlanSettings(1 << 30, 0, true, false), 1L << 40));
    TestProbe<PlanStore.Command> source = KIT.createTestProbe(PlanStore.Command.class);
    for (int i = 0; i < 100; i++) {
      store.tell(new PlanStore.Get("plan " + i, 1 << 30, source.getRef(), answers.getRef()));
    }

    store.tell(new PlanStore.Put(ID, BYTES, LARGE));
    store.tell(new PlanStore.Get(ID, BYTES.length, source.getRef(), answers.getRef()));

    assertThat(answers.receiveMessage()).isEqualTo(new PlanStore.Found(LARGE));
  }

  @Test
  void get_moreOnTheWayThanAllMayHold_isRefused() {
    int most = 16 * PlanStore.CHUNK_BYTES;
    ActorRef<PlanStore.Command> store = KIT.spawn(PlanStore.create(new PlanSettings(most, 0, true, false), 8L * most));
    TestProbe<PlanStore.Command> source = KIT.createTestProbe(PlanStore.Command.class);
    for (int i = 0; i < 4; i++) {
      store.tell(new PlanStore.Get("plan " + i, most / 2, source.getRef(), answers.getRef()));
    }

    int sent = 0;
    while (sent < 17) {
      PlanStore.Fetch fetch = source.expectMessageClass(PlanStore.Fetch.class);
      if (fetch.offset() < 7 * PlanStore.CHUNK_BYTES) { // none is ever whole
        fetch.replyTo().tell(new PlanStore.Chunk(fetch.id(), fetch.offset(), new byte[PlanStore.CHUNK_BYTES]));
        sent++;
      }
    }

    assertThat(answers.receiveMessage()).isEqualTo(new PlanStore.NotFound(Fault.Kind.REQUEST,
        "too many plans are on their way to a node at once; try again later"));
  }

  /** Two bytes of plan for each, which take a hundred as objects. */
  @Test
  void get_millionsOfNodes_isRefusedUnread() {
    byte[] plan = new byte[4 << 20];
    for (int i = 0; i < plan.length; i += 2) {
      plan[i] = 4 << 3 | 2;
    }
    byte[] all = PlanProto.LabelledPlan.newBuilder().setPlan(ByteString.copyFrom(plan)).build().toByteArray();
    ActorRef<PlanStore.Command> source = store(LIMITS);
    source.tell(new PlanStore.Put(PlanCodec.id(all), all, LARGE));

    store(LIMITS).tell(new PlanStore.Get(PlanCodec.id(all), all.length, source, answers.getRef()));

    PlanStore.NotFound refusal = answers.expectMessageClass(PlanStore.NotFound.class, Duration.ofSeconds(20));
    assertThat(refusal.kind()).isEqualTo(Fault.Kind.REQUEST);
    assertThat(refusal.reason()).contains("more than ").contains(" nodes");
  }
}
