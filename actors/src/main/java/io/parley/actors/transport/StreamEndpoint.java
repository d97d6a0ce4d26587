package io.parley.actors.transport;

import io.parley.identity.EphemeralKey;
import io.parley.protocols.engine.Inbox;
import io.parley.protocols.engine.Message;
import io.parley.protocols.engine.Room;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Roles;
import io.parley.serialization.FrameDecoder;
import io.parley.serialization.FrameEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

/** One role's end of a session on a transport whose lanes are {@link Wire}s. */
final class StreamEndpoint implements Endpoint {
  private static final int CLEAR_BUFFER_BYTES = 256 << 10;
  private static final Duration GOODBYES = Duration.ofSeconds(2);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final long REDIAL_MILLIS = 50;

  private final StreamTransport transport;
  private final UUID session;
  private final int self;
  private final Roles roles;
  private final Inbox inbox;
  private final EphemeralKey key;
  private final Address address;
  private final CompletableFuture<Map<Integer, Address>> peers = new CompletableFuture<>();
  private final Map<Integer, CompletableFuture<Lane>> lanes = new ConcurrentHashMap<>();
  private final Helper helper = new Helper();
  private volatile List<Lane> partyLanes = List.of();
  private volatile boolean isConnected;
  /** Set before the peers are. */
  private volatile byte[] binding = new byte[0];
  private volatile boolean closed;

  /** What is not sealed comes as it is. */
  private record ClearSource(Wire wire) implements FrameDecoder.Source {
    @Override
    public int read(ByteBuffer into) throws IOException {
      return wire.read(into);
    }

    @Override
    public int poll(ByteBuffer into) throws IOException {
      return wire.poll(into);
    }
  }

  StreamEndpoint(StreamTransport transport, UUID session, int self, Roles roles, Inbox inbox, EphemeralKey key) {
    this.transport = transport;
    this.session = session;
    this.self = self;
    this.roles = roles;
    this.inbox = inbox;
    this.key = key;
    this.address = new Address(transport.name(), transport.location(), HexFormat.of().formatHex(key.publicKey()));
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public void connect(Map<Integer, Address> others, byte[] agreed, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    others.keySet().forEach(peer -> lanes.putIfAbsent(peer, new CompletableFuture<>()));
    binding = agreed.clone();
    if (!peers.complete(Map.copyOf(others))) {
      throw new IllegalStateException("The endpoint is closed, or connected already");
    }
    List<Thread> dialers = others.entrySet().stream().filter(e -> e.getKey() > self)
        .map(e -> Thread.ofVirtual().start(() -> dial(e.getKey(), e.getValue(), deadline))).toList();
    try {
      for (int peer : others.keySet()) {
        await(peer, deadline);
      }
      isConnected = true;
    } catch (RuntimeException | InterruptedException e) {
      dialers.forEach(Thread::interrupt);
      throw e;
    }
  }

  private void await(int peer, long deadline) throws InterruptedException {
    try {
      lane(peer).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw PeerFaultException.lost(peer, roles.describe(peer) + " did not connect in time");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("Cannot connect to " + roles.describe(peer), e);
    }
  }

  private void dial(int peer, Address to, long deadline) {
    CompletableFuture<Lane> lane = lane(peer);
    try {
      LaneSecret secret = secret(peer, to);
      while (!closed) {
        if (dialOnce(peer, to, secret, deadline)) {
          return;
        }
        Thread.sleep(REDIAL_MILLIS);
      }
      lane.cancel(false);
    } catch (PeerFaultException e) {
      lane.completeExceptionally(e);
    } catch (Handshake.ForgedException e) {
      lane.completeExceptionally(new PeerFaultException(peer, cannot(peer, to, e)));
    } catch (IOException e) {
      lane.completeExceptionally(PeerFaultException.lost(peer, cannot(peer, to, e)));
    } catch (InterruptedException e) {
      lane.cancel(false);
    } catch (RuntimeException e) {
      lane.completeExceptionally(e);
    }
  }

  private String cannot(int peer, Address to, IOException e) {
    return "Cannot connect to " + roles.describe(peer) + " at " + to.location() + ": " + e.getMessage();
  }

  /** False if the peer hung up during the handshake, as it does when it is not ready or has too many at its door. */
  private boolean dialOnce(int peer, Address to, LaneSecret secret, long deadline) throws IOException {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new IOException("it did not answer in time");
    }
    Wire wire = transport.connect(to.location(), Duration.ofNanos(left));
    try (Alarm _ = Alarm.in(Duration.ofNanos(left), wire::close)) {
      Handshake.Keys traffic = Handshake.dial(wire, session, self, peer, transport.settings().encrypted(), secret);
      stand(peer, wire, traffic.toListener(), traffic.toDialer());
      return true;
    } catch (Handshake.ForgedException e) {
      wire.close();
      throw e;
    } catch (IOException e) {
      wire.close();
      return false;
    }
  }

  /** Takes a connection that calls for this end. Throws if it is refused; the caller then closes the wire. */
  void admit(Handshake.Call call, Wire wire) throws IOException {
    int peer = call.dialer();
    if (call.sealed() != transport.settings().encrypted()) {
      throw new IOException("one end encrypts and the other does not");
    }
    if (peer < 0 || peer >= self) {
      throw new IOException("role " + peer + " does not dial role " + self);
    }
    Address from = awaitPeers().get(peer);
    if (from == null || lane(peer).isDone()) {
      throw new IOException("role " + peer + " has its lane already, or none");
    }
    LaneSecret secret;
    try {
      secret = secret(peer, from);
    } catch (PeerFaultException e) {
      lane(peer).completeExceptionally(e);
      throw new IOException(e.getMessage(), e);
    }
    Handshake.Keys traffic = Handshake.answer(wire, call, secret);
    stand(peer, wire, traffic.toDialer(), traffic.toListener());
  }

  /** The other roles' addresses come after this end's own is known to them, so a dialer may be early. */
  private Map<Integer, Address> awaitPeers() throws IOException {
    try {
      return peers.get(transport.settings().handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | CancellationException | TimeoutException e) {
      throw new IOException("the session is not ready for it, or over", e);
    }
  }

  private LaneSecret secret(int peer, Address to) {
    if (!to.transport().equals(transport.name())) {
      throw new PeerFaultException(peer,
          roles.describe(peer) + " speaks " + to.transport() + ", but this node " + transport.name());
    }
    try {
      return LaneSecret.agree(key, self, to.publicKey(), peer, session, binding);
    } catch (GeneralSecurityException e) {
      throw new PeerFaultException(peer, roles.describe(peer) + " has an invalid public key");
    }
  }

  private void stand(int peer, Wire wire, SecretKey out, SecretKey in) throws IOException {
    boolean sealed = transport.settings().encrypted();
    FrameEncoder encoder = sealed
        ? new FrameEncoder(session, ByteBuffer.allocate(Sealer.RECORD_BYTES), new Sealer(wire, out))
        : new FrameEncoder(session, ByteBuffer.allocateDirect(CLEAR_BUFFER_BYTES), wire::write);
    FrameDecoder decoder = sealed
        ? new FrameDecoder(session, ByteBuffer.allocate(2 * Sealer.RECORD_BYTES), new Opener(wire, in),
            transport.settings().limits(), expected(peer))
        : new FrameDecoder(session, ByteBuffer.allocateDirect(CLEAR_BUFFER_BYTES), new ClearSource(wire),
            transport.settings().limits(), expected(peer));
    Lane lane = new Lane(peer, roles.describe(peer), wire, inbox, helper, encoder, decoder);
    lane.start();
    if (!lane(peer).complete(lane)) {
      lane.drop();
      throw new IOException("role " + peer + " has its lane already");
    }
  }

  private FrameDecoder.Expected expected(int peer) {
    return new FrameDecoder.Expected() {
      @Override
      public Room room() {
        return inbox.room(peer);
      }

      @Override
      public void arriving() {
        inbox.arriving(peer);
      }
    };
  }

  @Override
  public void send(int peer, List<Message> frame) {
    CompletableFuture<Lane> lane = lane(peer);
    if (lane.state() != Future.State.SUCCESS) {
      throw new IllegalStateException("There is no lane to " + roles.describe(peer) + " yet");
    }
    lane.resultNow().send(frame);
  }

  @Override
  public void help(BooleanSupplier done) {
    helper.help(done, partyLanes());
  }

  @Override
  public void leave() {
    helper.leave(partyLanes());
  }

  /** Those whose frames an inbox takes without waiting. */
  private List<Lane> partyLanes() {
    List<Lane> standing = partyLanes;
    if (standing.isEmpty()) {
      standing = lanes.entrySet().stream().filter(e -> roles.isParty(e.getKey()))
          .flatMap(e -> e.getValue().state() == Future.State.SUCCESS
              ? Stream.of(e.getValue().resultNow())
              : Stream.empty())
          .toList();
      if (isConnected) {
        partyLanes = standing;
      }
    }
    return standing;
  }

  private CompletableFuture<Lane> lane(int peer) {
    CompletableFuture<Lane> lane = lanes.get(peer);
    if (lane == null) {
      throw new IllegalArgumentException(roles.describe(peer) + " takes no part in the session");
    }
    return lane;
  }

  @Override
  public void close() {
    close(transport.settings().linger());
  }

  @Override
  public void abort() {
    Duration linger = transport.settings().linger();
    close(linger.compareTo(LAST_WORDS) < 0 ? linger : LAST_WORDS);
  }

  private void close(Duration linger) {
    if (closed) {
      return;
    }
    List<Thread> closing = new ArrayList<>();
    for (Lane lane : end()) {
      closing.add(Thread.ofVirtual().start(() -> lane.close(linger)));
    }
    long deadline = System.nanoTime() + GOODBYES.toNanos();
    try {
      for (Thread thread : closing) {
        thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Drops all lanes without goodbyes. */
  void drop() {
    end().forEach(Lane::drop);
  }

  private List<Lane> end() {
    closed = true;
    transport.forget(session, self);
    peers.cancel(false);
    List<Lane> standing = new ArrayList<>();
    for (CompletableFuture<Lane> lane : lanes.values()) {
      if (!lane.cancel(false) && lane.state() == Future.State.SUCCESS) {
        standing.add(lane.resultNow());
      }
    }
    return standing;
  }
}
