package io.parley.actors.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.config.Link;
import io.parley.protocols.engine.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** How long what is sent takes over a shaped link, on every transport. */
@Timeout(120)
@Isolated("times what it does")
abstract class LinkContract {
  private static final int ROUNDS = 20;
  private static final int TEN_MEGABYTES_OF_WORDS = 10_000_000 / 8;
  /** Of a machine that has nothing else to do. */
  private static final Duration TOLERANCE = Duration.ofMillis(8);

  private final List<Transport> nodes = new ArrayList<>();

  /** Two nodes of their own, with this link between them. */
  abstract List<Transport> twoNodes(Link link);

  private TestSession session(Link link) throws Exception {
    nodes.addAll(twoNodes(link));
    return TestSession.connected(nodes);
  }

  @AfterEach
  void closeNodes() {
    nodes.forEach(Transport::close);
  }

  @Test
  void roundTrip_linkWithLatency_takesTwiceTheLatency() throws Exception {
    Duration latency = Duration.ofMillis(10);
    try (TestSession session = session(new Link(latency, Link.UNLIMITED))) {
      Duration most = latency.multipliedBy(2).plus(TOLERANCE);
      assertThat(Await.shortest(ROUNDS, most, () -> roundTrip(session))).isBetween(latency.multipliedBy(2), most);
    }
  }

  @Test
  void roundTrip_loopback_addsNothing() throws Exception {
    try (TestSession session = session(Link.LOOPBACK)) {
      assertThat(Await.shortest(ROUNDS, TOLERANCE.minusNanos(1), () -> roundTrip(session))).isLessThan(TOLERANCE);
    }
  }

  @Test
  void send_tenMegabytes_takeBytesByBandwidthAndLatencyOnce() throws Exception {
    Link link = new Link(Duration.ofMillis(50), 200_000_000);
    try (TestSession session = session(link)) {
      // 10 MB at 25 MB/s, and the latency of the last byte.
      Duration most = Duration.ofMillis(550);
      assertThat(Await.shortest(1, most, () -> tenMegabytes(session))).isBetween(Duration.ofMillis(450), most);
    }
  }

  private static Duration tenMegabytes(TestSession session) throws Exception {
    List<Message> tenth = List.of(TransportContract.message(1, TEN_MEGABYTES_OF_WORDS / 10));
    long start = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      session.ends.get(0).send(1, tenth);
    }
    for (int i = 0; i < 10; i++) {
      session.inboxes.get(1).next(0);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void send_small_doesNotWaitForTheLatency() throws Exception {
    try (TestSession session = session(new Link(Duration.ofMillis(500), Link.UNLIMITED))) {
      AtomicReference<Duration> sending = new AtomicReference<>(TestSession.PATIENCE);
      Duration most = Duration.ofMillis(750);

      Duration arriving = Await.shortest(1, most, () -> {
        Small took = tenSmall(session);
        sending.accumulateAndGet(took.sending(), (a, b) -> a.compareTo(b) < 0 ? a : b);
        return took.arriving();
      });

      assertThat(sending.get()).isLessThan(Duration.ofMillis(250));
      assertThat(arriving).isBetween(Duration.ofMillis(500), most);
    }
  }

  private record Small(Duration sending, Duration arriving) {}

  private static Small tenSmall(TestSession session) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      session.ends.get(0).send(1, List.of(TransportContract.message(i, 10)));
    }
    Duration sending = Duration.ofNanos(System.nanoTime() - start);
    for (int i = 0; i < 10; i++) {
      TransportContract.assertSame(session.inboxes.get(1).next(0), List.of(TransportContract.message(i, 10)));
    }
    return new Small(sending, Duration.ofNanos(System.nanoTime() - start));
  }

  @Test
  void send_moreThanTheLinkHolds_blocksTheSender() throws Exception {
    try (TestSession session = session(new Link(Duration.ofMillis(1), 8_000_000))) {
      Thread sender = Thread.ofVirtual().start(() -> {
        for (int i = 0; i < 40; i++) {
          session.ends.get(0).send(1, List.of(TransportContract.message(i, 1 << 17)));
        }
      });

      // 40 MB at 1 MB/s; what the link holds is much less.
      assertThat(sender.join(Duration.ofMillis(500))).isFalse();
    }
  }

  @Test
  void close_afterSending_stillDeliversEverything() throws Exception {
    TestSession session = session(new Link(Duration.ofMillis(100), 80_000_000));
    for (int i = 0; i < 8; i++) {
      session.ends.get(0).send(1, List.of(TransportContract.message(i, 1 << 14)));
    }
    session.ends.get(0).close();

    for (int i = 0; i < 8; i++) {
      TransportContract.assertSame(session.inboxes.get(1).next(0), List.of(TransportContract.message(i, 1 << 14)));
    }
    assertThat(session.inboxes.get(1).staysWell(Duration.ofMillis(300))).isTrue();
    session.close();
  }

  private static Duration roundTrip(TestSession session) throws Exception {
    long start = System.nanoTime();
    session.ends.get(0).send(1, List.of(TransportContract.message(1, 1)));
    session.inboxes.get(1).next(0);
    session.ends.get(1).send(0, List.of(TransportContract.message(2, 1)));
    session.inboxes.get(0).next(1);
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
