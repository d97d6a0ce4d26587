package io.parley.actors.transport;

import static io.parley.actors.transport.TransportContract.assertSame;
import static io.parley.actors.transport.TransportContract.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.identity.EphemeralKey;
import io.parley.plan.BadRequestException;
import io.parley.protocols.engine.Message;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Roles;
import io.parley.serialization.FrameLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strangers and thieves try on the port, and what a broken peer sends. */
@Timeout(120)
class TcpAttackTest {
  private static final LaneOptions HASTY = LaneOptions.DEFAULT.withHandshakes(Duration.ofMillis(500), 8);
  private static final Duration MOMENT = Duration.ofMillis(300);
  private static final int HANDSHAKE_BYTES = Handshake.CALL_BYTES + 32;

  private final List<TcpTransport> nodes = new ArrayList<>();
  private final HeardLog strangers = new HeardLog();

  @AfterEach
  void close() {
    nodes.forEach(TcpTransport::close);
  }

  @Test
  void randomBytes_areDroppedAndLoggedOnce() throws Exception {
    TcpTransport node = node(HASTY);
    long seed = 20_260_104;
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      byte[] junk = new byte[1 + random.nextInt(5_000)];
      random.nextBytes(junk);
      try (Socket socket = dial(node)) {
        socket.getOutputStream().write(junk);
        socket.shutdownOutput();
        assertThat(ends(socket)).as("seed %d, try %d", seed, i).isTrue();
      } catch (IOException e) {
        // dropped while we were still talking
      }
    }

    assertThat(strangers.lines()).hasSizeLessThanOrEqualTo(2);
    assertWorks();
  }

  @Test
  void otherProtocols_areDropped() throws Exception {
    TcpTransport node = node(HASTY);
    try (Socket socket = dial(node)) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: parley\r\nUser-Agent: a browser that is long\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII));

      assertThat(ends(socket)).isTrue();
    }
    assertThat(strangers.lines().getFirst()).contains("does not speak this protocol");
    assertWorks();
  }

  @Test
  void silentConnections_areDroppedAfterTheHandshakeTimeout() throws Exception {
    TcpTransport node = node(HASTY);
    Duration most = Duration.ofSeconds(5);
    Duration took = Await.shortest(1, most, () -> {
      long start = System.nanoTime();
      try (Socket socket = dial(node)) {
        socket.getOutputStream().write('P');

        assertThat(ends(socket)).isTrue();
      }
      return Duration.ofNanos(System.nanoTime() - start);
    });
    assertThat(took).isBetween(Duration.ofMillis(400), most);
  }

  @Test
  void drippingConnections_doNotProlongTheHandshake() throws Exception {
    TcpTransport node = node(HASTY);
    Duration limit = Duration.ofSeconds(4);
    Duration took = Await.shortest(1, limit.minusNanos(1), () -> {
      long start = System.nanoTime();
      try (Socket socket = dial(node)) {
        assertThatThrownBy(() -> {
          for (int i = 0; i < Handshake.CALL_BYTES - 1; i++) {
            socket.getOutputStream().write(i < 4 ? "PRLY".charAt(i) : Handshake.VERSION);
            Thread.sleep(100);
          }
        }).isInstanceOf(IOException.class);
      }
      return Duration.ofNanos(System.nanoTime() - start);
    });
    assertThat(took).isLessThan(limit);
  }

  @Test
  void manySilentConnections_areBoundedAndKeepNobodyOut() throws Exception {
    TcpTransport node = node(HASTY);
    List<Socket> idle = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      idle.add(dial(node));
    }

    assertWorks();
    for (Socket socket : idle) {
      socket.close();
    }
    assertThat(strangers.lines()).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void callForUnknownSession_isDroppedAndLogged() throws Exception {
    TcpTransport node = node(HASTY);
    try (Socket socket = dial(node)) {
      socket.getOutputStream().write(call(UUID.randomUUID(), 0, 1));

      assertThat(ends(socket)).isTrue();
    }
    assertThat(strangers.lines().getFirst()).contains("session that is not open");
    assertWorks();
  }

  @Test
  void callWithoutTheSecret_isDroppedAndTheSessionStillConnects() throws Exception {
    List<TcpTransport> two = List.of(node(HASTY), node(HASTY));
    TestSession session = new TestSession(two);
    Thread connecting = Thread.ofVirtual().start(() -> {
      try {
        session.ends.get(1).connect(session.peers(1, a -> a), TestSession.BINDING, TestSession.PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    try (Socket thief = dial(two.get(1))) {
      thief.getOutputStream().write(call(session.id, 0, 1));
      thief.getInputStream().readNBytes(64);
      thief.getOutputStream().write(new byte[32]);

      assertThat(ends(thief)).isTrue();
    }

    session.ends.get(0).connect(session.peers(0, a -> a), TestSession.BINDING, TestSession.PATIENCE);
    connecting.join();
    session.ends.get(0).send(1, List.of(message(1, 5)));
    assertSame(session.inboxes.get(1).next(0), List.of(message(1, 5)));
    assertThat(session.inboxes.get(1).staysWell(Duration.ZERO)).isTrue();
    session.close();
  }

  @Test
  void replayedConversation_isDropped() throws Exception {
    List<TcpTransport> two = List.of(node(HASTY), node(HASTY));
    try (TestSession session = new TestSession(two); Proxy proxy = new Proxy(two.get(1).location())) {
      session.connect(a -> a.equals(session.ends.get(1).address()) ? at(a, proxy) : a);
      session.ends.get(0).send(1, List.of(message(1, 5)));
      assertSame(session.inboxes.get(1).next(0), List.of(message(1, 5)));

      try (Socket thief = dial(two.get(1))) {
        thief.getOutputStream().write(proxy.said());
        assertThat(ends(thief)).isTrue();
      }

      session.ends.get(0).send(1, List.of(message(2, 6)));
      assertSame(session.inboxes.get(1).next(0), List.of(message(2, 6)));
      assertThat(session.inboxes.get(1).delivered).hasValue(2);
      assertThat(session.inboxes.get(1).staysWell(MOMENT)).isTrue();
    }
  }

  @Test
  void replayedCall_beforeTheLaneStands_isDropped() throws Exception {
    TcpTransport listener = node(HASTY);
    TcpTransport dialer = node(HASTY);
    TestSession session = new TestSession(List.of(dialer, listener));
    try (Proxy proxy = new Proxy(listener.location())) {
      proxy.tamperAt.set(HANDSHAKE_BYTES - 1);
      Thread listening = Thread.ofVirtual().start(() -> {
        try {
          session.ends.get(1).connect(session.peers(1, a -> a), TestSession.BINDING, TestSession.PATIENCE);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
      session.ends.get(0).connect(session.peers(0, a -> at(a, proxy)), TestSession.BINDING, TestSession.PATIENCE);
      assertThat(session.inboxes.get(0).failure()).as("the tampered confirmation").isInstanceOf(
          PeerFaultException.class);

      byte[] said = Arrays.copyOf(proxy.said(), HANDSHAKE_BYTES);
      try (Socket thief = dial(listener)) {
        thief.getOutputStream().write(said);
        thief.getInputStream().readNBytes(64);
        assertThat(ends(thief)).isTrue();
      }
      assertThat(listening.isAlive()).as("still waits for the true dialer").isTrue();
      listening.interrupt();
    }
    session.close();
  }

  @Test
  void tamperedByte_onASealedLane_endsTheSessionNamingThePeer() throws Exception {
    for (long offset : new long[]{0, 3, 4, 20, 700, 100_000}) {
      List<TcpTransport> two = List.of(node(LaneOptions.DEFAULT), node(LaneOptions.DEFAULT));
      TestSession session = new TestSession(two);
      try (Proxy proxy = new Proxy(two.get(1).location())) {
        session.connect(a -> a.equals(session.ends.get(1).address()) ? at(a, proxy) : a);
        proxy.tamperAt.set(HANDSHAKE_BYTES + offset);

        try {
          session.ends.get(0).send(1, List.of(message(1, 20_000)));
        } catch (PeerFaultException e) {
          // the peer may notice while we are still talking
        }

        RuntimeException failure = session.inboxes.get(1).failure();
        assertThat(failure).isInstanceOf(PeerFaultException.class).hasMessageContaining("party 0");
        assertThat(((PeerFaultException) failure).role()).isZero();
        assertThat(session.inboxes.get(1).delivered).hasValue(0);
        assertThat(session.inboxes.get(0).failure()).isInstanceOf(PeerFaultException.class);
      }
      session.close();
    }
  }

  @Test
  void sealedLane_showsNothingOnTheWire() throws Exception {
    byte[] secret = ByteBuffer.allocate(16).order(java.nio.ByteOrder.LITTLE_ENDIAN).putLong(0x5ec4e75ec4e7L)
        .putLong(0x1234567890abcdefL).array();
    List<Message> frame = List.of(new Message(1, 1, new long[]{0x5ec4e75ec4e7L, 0x1234567890abcdefL}));

    assertThat(contains(wireOf(LaneOptions.DEFAULT, frame), secret)).isFalse();
    assertThat(contains(wireOf(LaneOptions.DEFAULT.withEncryption(false), frame), secret)).isTrue();
  }

  @Test
  void cutConnection_isALossNotAGoodbye() throws Exception {
    List<TcpTransport> two = List.of(node(HASTY), node(HASTY));
    TestSession session = new TestSession(two);
    try (Proxy proxy = new Proxy(two.get(1).location())) {
      session.connect(a -> a.equals(session.ends.get(1).address()) ? at(a, proxy) : a);
      proxy.cut();

      for (int i = 0; i < 2; i++) {
        assertThat(session.inboxes.get(i).failure()).isInstanceOf(PeerFaultException.class)
            .hasMessageContaining("lost");
      }
    }
    session.close();
  }

  @Test
  void oversizedFrame_endsTheSessionNamingThePeerAndNothingElse() throws Exception {
    FrameLimits small = new FrameLimits(1000, 10, 10_000);
    for (boolean encrypted : new boolean[]{true, false}) {
      List<TcpTransport> two = List.of(node(LaneOptions.DEFAULT.withEncryption(encrypted)),
          node(LaneOptions.DEFAULT.withEncryption(encrypted).withLimits(small)));
      try (TestSession session = TestSession.connected(two); TestSession other = TestSession.connected(two)) {
        session.ends.get(0).send(1, List.of(message(1, 1001)));

        RuntimeException failure = session.inboxes.get(1).failure();
        assertThat(failure).isInstanceOf(PeerFaultException.class).hasMessageContaining("party 0")
            .hasMessageContaining("1001 words");
        assertThat(session.inboxes.get(0).failure()).isInstanceOf(PeerFaultException.class);
        other.ends.get(0).send(1, List.of(message(2, 1000)));
        assertSame(other.inboxes.get(1).next(0), List.of(message(2, 1000)));
      }
    }
  }

  @Test
  void connect_exchangedPublicKey_namesThePeer() throws Exception {
    List<TcpTransport> two = List.of(node(HASTY), node(HASTY));
    TestSession session = new TestSession(two);
    String other = HexFormat.of().formatHex(EphemeralKey.fresh().publicKey());
    Thread.ofVirtual().start(() -> {
      try {
        session.ends.get(1).connect(session.peers(1, a -> a), TestSession.BINDING, TestSession.PATIENCE);
      } catch (InterruptedException | RuntimeException e) {
        // it waits in vain
      }
    });

    assertThatThrownBy(() -> session.ends.get(0).connect(
        Map.of(1, new Address("tcp", two.get(1).location(), other)), TestSession.BINDING, TestSession.PATIENCE))
        .isInstanceOf(PeerFaultException.class).hasMessageContaining("party 1").hasMessageContaining("secret");
    session.close();
  }

  @Test
  void connect_invalidPublicKey_namesThePeer() throws Exception {
    Endpoint end = node(HASTY).open(UUID.randomUUID(), 0, new Roles(2), new TestInbox());
    for (String key : List.of("", "zz", "00", "00".repeat(32), "01" + "00".repeat(31))) {
      assertThatThrownBy(() -> node(HASTY).open(UUID.randomUUID(), 0, new Roles(2), new TestInbox())
          .connect(Map.of(1, new Address("tcp", "127.0.0.1:9", key)), TestSession.BINDING, Duration.ofSeconds(1)))
          .as(key)
          .isInstanceOf(PeerFaultException.class).hasMessageContaining("party 1").hasMessageContaining("public key");
    }
    end.close();
  }

  @Test
  void connect_addressThatIsNone_namesThePeer() throws Exception {
    String key = HexFormat.of().formatHex(EphemeralKey.fresh().publicKey());
    for (String location : List.of("", ":", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:99999", "no-such-host.invalid:80")) {
      assertThatThrownBy(() -> node(HASTY).open(UUID.randomUUID(), 0, new Roles(2), new TestInbox())
          .connect(Map.of(1, new Address("tcp", location, key)), TestSession.BINDING, Duration.ofSeconds(2)))
          .as(location)
          .isInstanceOf(PeerFaultException.class).hasMessageContaining("party 1");
    }
  }

  @Test
  void connect_oneEndClearOneSealed_fails() throws Exception {
    List<TcpTransport> two = List.of(node(HASTY.withEncryption(false)), node(HASTY));
    TestSession session = new TestSession(two);
    Thread.ofVirtual().start(() -> {
      try {
        session.ends.get(1).connect(session.peers(1, a -> a), TestSession.BINDING, Duration.ofSeconds(1));
      } catch (InterruptedException | RuntimeException e) {
        // it waits in vain
      }
    });

    assertThatThrownBy(
        () -> session.ends.get(0).connect(session.peers(0, a -> a), TestSession.BINDING, Duration.ofMillis(700)))
        .isInstanceOf(PeerFaultException.class).hasMessageContaining("party 1");
    session.close();
  }

  @Test
  void listen_portInUse_saysSo() {
    int port = node(HASTY).port();

    assertThatThrownBy(() -> TcpTransport.listen("127.0.0.1", port, "127.0.0.1", HASTY))
        .isInstanceOf(BadRequestException.class).hasMessageContaining(Integer.toString(port));
  }

  private byte[] wireOf(LaneOptions settings, List<Message> frame) throws Exception {
    List<TcpTransport> two = List.of(node(settings), node(settings));
    try (TestSession session = new TestSession(two); Proxy proxy = new Proxy(two.get(1).location())) {
      session.connect(a -> a.equals(session.ends.get(1).address()) ? at(a, proxy) : a);
      session.ends.get(0).send(1, frame);
      session.inboxes.get(1).next(0);
      return proxy.said();
    }
  }

  private static boolean contains(byte[] all, byte[] part) {
    for (int i = 0; i + part.length <= all.length; i++) {
      if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }

  /** The nodes of this test still connect. */
  private void assertWorks() throws Exception {
    try (TestSession session = TestSession.connected(List.of(node(HASTY), nodes.getFirst()))) {
      session.ends.get(0).send(1, List.of(message(1, 5)));
      assertSame(session.inboxes.get(1).next(0), List.of(message(1, 5)));
    }
  }

  private TcpTransport node(LaneOptions settings) {
    TcpTransport node = TcpTransport.listen("127.0.0.1", 0, "127.0.0.1", settings, strangers.logger());
    nodes.add(node);
    return node;
  }

  private static Address at(Address address, Proxy proxy) {
    return new Address(address.transport(), proxy.location(), address.publicKey());
  }

  private static byte[] call(UUID session, int dialer, int listener) {
    return ByteBuffer.allocate(Handshake.CALL_BYTES).put("PRLY".getBytes(StandardCharsets.US_ASCII))
        .put(Handshake.VERSION)
        .put((byte) 1).putShort((short) 0).putLong(session.getMostSignificantBits())
        .putLong(session.getLeastSignificantBits()).putInt(dialer).putInt(listener).array();
  }

  private static Socket dial(TcpTransport node) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** Whether the node ends the connection. */
  private static boolean ends(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    try {
      while (in.read() >= 0) {
        // what it still says
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
