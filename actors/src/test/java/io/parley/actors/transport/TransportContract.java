package io.parley.actors.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.protocols.engine.Message;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Roles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every transport has to do. */
@Timeout(120)
abstract class TransportContract {
  private static final Duration MOMENT = Duration.ofMillis(300);
  private final List<Transport> nodes = new ArrayList<>();

  /** A node of its own that reaches the others of the same test. */
  abstract Transport node(String name) throws InterruptedException;

  List<Transport> nodes(int count) throws InterruptedException {
    while (nodes.size() < count) {
      nodes.add(node("node-" + nodes.size()));
    }
    return nodes;
  }

  @AfterEach
  void closeNodes() {
    nodes.forEach(Transport::close);
  }

  @Test
  void send_manySmallFrames_arriveInOrder() throws Exception {
    try (TestSession session = TestSession.connected(nodes(2))) {
      Thread.ofVirtual().start(() -> {
        for (int i = 0; i < 20_000; i++) {
          session.ends.get(0).send(1, List.of(new Message(Message.key(i, 1), i, new long[]{i, -i})));
        }
      });

      for (int i = 0; i < 20_000; i++) {
        Message message = session.inboxes.get(1).next(0).getFirst();
        assertThat(message.key()).isEqualTo(Message.key(i, 1));
        assertThat(message.depth()).isEqualTo(i);
        assertThat(message.words()).containsExactly(i, -i);
      }
    }
  }

  @Test
  void send_frameOfSeveralMessages_arrivesWhole() throws Exception {
    try (TestSession session = TestSession.connected(nodes(2))) {
      List<Message> frame = List.of(message(1, 3), message(2, 0), message(3, 100_001), message(4, 1));

      session.ends.get(1).send(0, frame);

      assertSame(session.inboxes.get(0).next(1), frame);
    }
  }

  @Test
  void send_emptyFrame_arrives() throws Exception {
    try (TestSession session = TestSession.connected(nodes(2))) {
      session.ends.get(0).send(1, List.of());

      assertThat(session.inboxes.get(1).next(0)).isEmpty();
    }
  }

  @Test
  void send_64MegabytesBothWaysAtOnce_arriveWithoutDeadlock() throws Exception {
    try (TestSession session = TestSession.connected(nodes(2))) {
      List<Message> there = List.of(message(1, 8 << 20));
      List<Message> back = List.of(message(2, 8 << 20));
      Thread.ofVirtual().start(() -> session.ends.get(0).send(1, there));
      Thread.ofVirtual().start(() -> session.ends.get(1).send(0, back));

      assertSame(session.inboxes.get(1).next(0), there);
      assertSame(session.inboxes.get(0).next(1), back);
    }
  }

  @Test
  void send_severalThreadsOnOneLane_keepFramesWhole() throws Exception {
    try (TestSession session = TestSession.connected(nodes(2))) {
      for (int t = 0; t < 4; t++) {
        int thread = t;
        Thread.ofVirtual().start(() -> {
          for (int i = 0; i < 50; i++) {
            session.ends.get(0).send(1, List.of(message(thread * 1000 + i, 20_000)));
          }
        });
      }

      int[] next = {0, 1000, 2000, 3000};
      for (int i = 0; i < 200; i++) {
        List<Message> frame = session.inboxes.get(1).next(0);
        int id = Message.node(frame.getFirst().key());
        assertThat(id).isEqualTo(next[id / 1000]++);
        assertSame(frame, List.of(message(id, 20_000)));
      }
    }
  }

  @Test
  void connect_fiveRoles_reachEachOther() throws Exception {
    try (TestSession session = TestSession.connected(nodes(5))) {
      for (int from = 0; from < 5; from++) {
        for (int to = 0; to < 5; to++) {
          if (from != to) {
            session.ends.get(from).send(to, List.of(message(10 * from + to, 9)));
          }
        }
      }

      for (int from = 0; from < 5; from++) {
        for (int to = 0; to < 5; to++) {
          if (from != to) {
            assertSame(session.inboxes.get(to).next(from), List.of(message(10 * from + to, 9)));
          }
        }
      }
    }
  }

  @Test
  void connect_severalRolesOnOneNode_reachEachOther() throws Exception {
    Transport node = nodes(1).getFirst();
    try (TestSession session = TestSession.connected(List.of(node, node, node))) {
      session.ends.get(2).send(0, List.of(message(1, 1)));
      session.ends.get(0).send(1, List.of(message(2, 2)));

      assertSame(session.inboxes.get(0).next(2), List.of(message(1, 1)));
      assertSame(session.inboxes.get(1).next(0), List.of(message(2, 2)));
    }
  }

  @Test
  void connect_severalSessionsAtOnce_doNotMix() throws Exception {
    try (TestSession one = TestSession.connected(nodes(3)); TestSession two = TestSession.connected(nodes(3))) {
      one.ends.get(0).send(2, List.of(message(1, 1)));
      two.ends.get(0).send(2, List.of(message(2, 2)));

      assertSame(one.inboxes.get(2).next(0), List.of(message(1, 1)));
      assertSame(two.inboxes.get(2).next(0), List.of(message(2, 2)));
    }
  }

  @Test
  void connect_peerThatDoesNotOpen_namesIt() throws Exception {
    List<Transport> nodes = nodes(2);
    Endpoint end = nodes.get(0).open(UUID.randomUUID(), 0, new Roles(2), new TestInbox());
    Address stranger = nodes.get(1).open(UUID.randomUUID(), 1, new Roles(2), new TestInbox()).address();

    assertThatThrownBy(() -> end.connect(Map.of(1, stranger), TestSession.BINDING, MOMENT))
        .isInstanceOf(PeerFaultException.class).hasMessageContaining("party 1")
        .satisfies(e -> assertThat(((PeerFaultException) e).role()).isEqualTo(1));
  }

  @Test
  void open_twice_isRefused() throws Exception {
    Transport node = nodes(1).getFirst();
    UUID session = UUID.randomUUID();
    node.open(session, 0, new Roles(2), new TestInbox());

    assertThatThrownBy(() -> node.open(session, 0, new Roles(2), new TestInbox()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void deliver_slowInbox_blocksTheSenderAndLosesNothing() throws Exception {
    try (TestSession session = TestSession.connected(nodes(2))) {
      session.inboxes.get(1).shut(true);
      AtomicInteger sent = new AtomicInteger();
      Thread.ofVirtual().start(() -> {
        for (int i = 0; i < 128; i++) {
          session.ends.get(0).send(1, List.of(message(i, 1 << 17)));
          sent.incrementAndGet();
        }
      });

      Await.still(sent::get);
      assertThat(sent.get()).as("megabytes taken while nobody reads").isLessThan(64);

      session.inboxes.get(1).shut(false);
      for (int i = 0; i < 128; i++) {
        assertSame(session.inboxes.get(1).next(0), List.of(message(i, 1 << 17)));
      }
    }
  }

  @Test
  void deliver_slowInbox_doesNotHoldUpOtherLanes() throws Exception {
    try (TestSession session = TestSession.connected(nodes(3))) {
      session.inboxes.get(1).shut(true);
      AtomicInteger sent = new AtomicInteger();
      Thread.ofVirtual().start(() -> {
        for (int i = 0; i < 64; i++) {
          session.ends.get(0).send(1, List.of(message(i, 1 << 17)));
          sent.incrementAndGet();
        }
      });
      Await.still(sent::get);

      session.ends.get(0).send(2, List.of(message(7, 7)));
      session.ends.get(2).send(0, List.of(message(8, 8)));

      assertSame(session.inboxes.get(2).next(0), List.of(message(7, 7)));
      assertSame(session.inboxes.get(0).next(2), List.of(message(8, 8)));
      session.inboxes.get(1).shut(false);
    }
  }

  @Test
  void close_afterSending_deliversEverythingAndFailsNobody() throws Exception {
    TestSession session = TestSession.connected(nodes(2));
    for (int i = 0; i < 32; i++) {
      session.ends.get(0).send(1, List.of(message(i, 1 << 15)));
    }
    session.ends.get(0).close();

    for (int i = 0; i < 32; i++) {
      assertSame(session.inboxes.get(1).next(0), List.of(message(i, 1 << 15)));
    }
    assertThat(session.inboxes.get(1).staysWell(MOMENT)).isTrue();
    assertThat(session.inboxes.get(0).staysWell(Duration.ZERO)).isTrue();
    session.close();
  }

  @Test
  void close_whilePeerReadsSlowly_stillDeliversEverything() throws Exception {
    TestSession session = TestSession.connected(nodes(2));
    session.inboxes.get(1).shut(true);
    AtomicInteger frames = new AtomicInteger();
    CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
      for (int i = 0; i < 24; i++) {
        session.ends.get(0).send(1, List.of(message(i, 1 << 17)));
        frames.incrementAndGet();
      }
      session.ends.get(0).close();
    }, Thread::startVirtualThread);
    Await.still(frames::get);
    session.inboxes.get(1).shut(false);

    for (int i = 0; i < 24; i++) {
      assertSame(session.inboxes.get(1).next(0), List.of(message(i, 1 << 17)));
    }
    sent.join();
    assertThat(session.inboxes.get(1).staysWell(MOMENT)).isTrue();
    session.close();
  }

  @Test
  void close_withFullInbox_returnsSoon() throws Exception {
    Duration limit = Duration.ofSeconds(4);
    Duration took = Await.shortest(1, limit.minusNanos(1), () -> {
      TestSession session = TestSession.connected(nodes(2));
      session.inboxes.get(1).shut(true);
      session.ends.get(0).send(1, List.of(message(1, 1)));
      session.inboxes.get(1).awaitDelivery();

      long start = System.nanoTime();
      session.ends.get(1).close();
      Duration closing = Duration.ofNanos(System.nanoTime() - start);

      assertThat(session.inboxes.get(0).staysWell(MOMENT)).isTrue();
      session.close();
      return closing;
    });
    assertThat(took).isLessThan(limit);
  }

  @Test
  void help_pingPong_everyFrameArrivesOnceInOrder() throws Exception {
    try (TestSession session = TestSession.connected(nodes(2))) {
      Thread other = Thread.ofVirtual().start(() -> {
        for (int i = 0; i < 3_000; i++) {
          assertSame(session.helpedTo(1, 0), List.of(message(i, i % 100)));
          session.ends.get(1).send(0, List.of(message(i, i % 70)));
        }
      });
      for (int i = 0; i < 3_000; i++) {
        session.ends.get(0).send(1, List.of(message(i, i % 100)));
        assertSame(session.helpedTo(0, 1), List.of(message(i, i % 70)));
      }
      assertThat(other.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void help_framesOfAllSizes_arriveInOrder() throws Exception {
    try (TestSession session = TestSession.connected(nodes(2))) {
      Thread.ofVirtual().start(() -> {
        for (int i = 0; i < 60; i++) {
          session.ends.get(0).send(1, List.of(message(i, i % 3 == 0 ? 1 << (i / 3) : i)));
        }
      });
      for (int i = 0; i < 60; i++) {
        assertSame(session.helpedTo(1, 0), List.of(message(i, i % 3 == 0 ? 1 << (i / 3) : i)));
      }
    }
  }

  @Test
  void help_thenNobody_framesStillArrive() throws Exception {
    try (TestSession session = TestSession.connected(nodes(2))) {
      for (int i = 0; i < 20; i++) {
        session.ends.get(0).send(1, List.of(message(i, 1)));
        assertSame(session.helpedTo(1, 0), List.of(message(i, 1)));
        session.ends.get(0).send(1, List.of(message(i, 2)));
        assertSame(session.inboxes.get(1).next(0), List.of(message(i, 2)));
      }
    }
  }

  @Test
  void help_peerLost_failsTheInbox() throws Exception {
    List<Transport> nodes = nodes(2);
    TestSession session = TestSession.connected(nodes);
    session.ends.get(0).send(1, List.of(message(1, 1)));
    session.helpedTo(1, 0);

    nodes.get(0).close();
    session.ends.get(1).help(() -> session.inboxes.get(1).delivered.get() > 1);

    assertThat(session.inboxes.get(1).failure()).isInstanceOf(PeerFaultException.class);
    session.close();
  }

  @Test
  void help_peerLeaves_failsNobody() throws Exception {
    TestSession session = TestSession.connected(nodes(2));
    session.ends.get(0).send(1, List.of(message(1, 1)));
    session.helpedTo(1, 0);

    session.ends.get(0).close();
    session.ends.get(1).help(() -> session.inboxes.get(1).delivered.get() > 1);

    assertThat(session.inboxes.get(1).staysWell(MOMENT)).isTrue();
    assertThat(session.inboxes.get(0).staysWell(Duration.ZERO)).isTrue();
    session.close();
  }

  @Test
  void send_toPeerThatLeft_namesIt() throws Exception {
    try (TestSession session = TestSession.connected(nodes(2))) {
      session.ends.get(1).close();

      assertThatThrownBy(() -> {
        // Until its goodbye is here.
        long end = System.nanoTime() + TestSession.PATIENCE.toNanos();
        while (System.nanoTime() - end < 0) {
          session.ends.get(0).send(1, List.of(message(1, 1)));
        }
      })
          .isInstanceOf(PeerFaultException.class)
          .satisfies(e -> assertThat(((PeerFaultException) e).role()).isEqualTo(1));
    }
  }

  @Test
  void loss_ofANode_failsTheOthersNamingItsRole() throws Exception {
    List<Transport> nodes = nodes(3);
    TestSession session = TestSession.connected(nodes);

    nodes.get(1).close();

    for (int survivor : new int[]{0, 2}) {
      RuntimeException failure = session.inboxes.get(survivor).failure();
      assertThat(failure).isInstanceOf(PeerFaultException.class);
      assertThat(((PeerFaultException) failure).role()).isEqualTo(1);
      assertThatThrownBy(() -> session.ends.get(survivor).send(1, List.of(message(1, 1))))
          .isInstanceOf(PeerFaultException.class);
    }
    session.ends.get(0).send(2, List.of(message(5, 5)));
    assertSame(session.inboxes.get(2).next(0), List.of(message(5, 5)));
    session.close();
  }

  @Test
  void loss_ofANode_unblocksItsSenders() throws Exception {
    List<Transport> nodes = nodes(2);
    TestSession session = TestSession.connected(nodes);
    session.inboxes.get(1).shut(true);
    AtomicInteger sent = new AtomicInteger();
    CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
      for (int i = 0; i < 128; i++) {
        session.ends.get(0).send(1, List.of(message(i, 1 << 17)));
        sent.incrementAndGet();
      }
    }, Thread::startVirtualThread);
    Await.still(sent::get);

    nodes.get(1).close();

    assertThatThrownBy(sending::join).hasCauseInstanceOf(PeerFaultException.class);
    session.close();
  }

  @Test
  void open_afterClose_worksForTheNextSession() throws Exception {
    for (int i = 0; i < 5; i++) {
      try (TestSession session = TestSession.connected(nodes(3))) {
        session.ends.get(2).send(1, List.of(message(i, 10)));
        assertSame(session.inboxes.get(1).next(2), List.of(message(i, 10)));
      }
    }
  }

  @Test
  void connect_otherTransportsAddress_isRefusedByName() throws Exception {
    Endpoint end = nodes(1).getFirst().open(UUID.randomUUID(), 0, new Roles(2), new TestInbox());

    assertThatThrownBy(
        () -> end.connect(Map.of(1, new Address("pigeon", "loft", "")), TestSession.BINDING, Duration.ofSeconds(1)))
        .isInstanceOf(PeerFaultException.class).hasMessageContaining("party 1").hasMessageContaining("pigeon");
  }

  /** A message whose words tell where they belong. */
  static Message message(int id, int words) {
    return new Message(Message.key(id, 0), 1, LongStream.range(0, words).map(i -> i * 0x9e3779b97f4a7c15L + id)
        .toArray());
  }

  static void assertSame(List<Message> actual, List<Message> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i).key()).isEqualTo(expected.get(i).key());
      assertThat(actual.get(i).depth()).isEqualTo(expected.get(i).depth());
      assertThat(Arrays.mismatch(actual.get(i).words(), expected.get(i).words())).as("first wrong word").isEqualTo(-1);
    }
  }

  static UnaryOperator<Address> as(String location) {
    return a -> new Address(a.transport(), location, a.publicKey());
  }
}
