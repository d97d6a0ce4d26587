package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.config.PlanSettings;
import io.parley.crypto.Shape;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.trace.Trace;
import io.parley.serialization.PlanCodec;
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

    for (int i = 0; i < 4; i++) {
      assertThat(source.expectMessageClass(PlanStore.Fetch.class).offset()).isEqualTo(i * PlanStore.CHUNK_BYTES);
    }
    source.expectNoMessage(Duration.ofMillis(50));
    for (int offset = 0; offset < BYTES.length; offset += PlanStore.CHUNK_BYTES) {
      store.tell(chunk(offset));
    }
    assertThat(answers.receiveSeveralMessages(2)).containsOnly(new PlanStore.Found(LARGE));
    store.tell(new PlanStore.Get(ID, BYTES.length, source.getRef(), answers.getRef()));
    assertThat(answers.receiveMessage()).isEqualTo(new PlanStore.Found(LARGE));
  }

  @Test
  void get_otherBytesThanAnnounced_isRefused() {
    ActorRef<PlanStore.Command> store = store(LIMITS);
    TestProbe<PlanStore.Command> source = KIT.createTestProbe(PlanStore.Command.class);
    store.tell(new PlanStore.Get(ID, 3, source.getRef(), answers.getRef()));

    store.tell(new PlanStore.Chunk(ID, 0, new byte[]{1, 2, 3}));

    assertThat(answers.receiveMessage()).isEqualTo(
        new PlanStore.NotFound(Fault.Kind.PEER, "the plan that came is not the one that was announced"));
  }

  @Test
  void get_brokenChunk_isRefused() {
    ActorRef<PlanStore.Command> store = store(LIMITS);
    TestProbe<PlanStore.Command> source = KIT.createTestProbe(PlanStore.Command.class);
    store.tell(new PlanStore.Get(ID, BYTES.length, source.getRef(), answers.getRef()));

    store.tell(new PlanStore.Chunk(ID, 0, new byte[PlanStore.CHUNK_BYTES + 1]));

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
}
