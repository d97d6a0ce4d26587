package io.parley.actors.transport;

import io.parley.identity.EphemeralKey;
import io.parley.protocols.engine.Inbox;
import io.parley.protocols.spi.Roles;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What transports over a network have in common: whoever connects has to call for a session that is open here and to
 * prove that it is the role it says, in bounded time and number; then its {@link Wire} becomes a {@link Lane}. Strangers
 * are dropped and logged once in a while, and touch nothing else.
 */
abstract class StreamTransport implements Transport {
  static final Logger STRANGERS = LoggerFactory.getLogger(StreamTransport.class);

  private record End(UUID session, int role) {}

  private final LaneOptions settings;
  private final Map<End, StreamEndpoint> ends = new ConcurrentHashMap<>();
  private final Handshakes handshakes;
  private final QuietLog strangers;
  private volatile boolean closed;

  StreamTransport(LaneOptions settings) {
    this(settings, STRANGERS);
  }

  /**
   * @param strangers where they are logged
   */
  StreamTransport(LaneOptions settings, Logger strangers) {
    this.settings = settings;
    this.strangers = new QuietLog(strangers);
    this.handshakes = new Handshakes(settings.pendingHandshakes());
  }

  /** Where this node's ends are found. */
  abstract String location();

  /** Connects to another node's transport. */
  abstract Wire dial(String location, Duration timeout) throws IOException;

  LaneOptions settings() {
    return settings;
  }

  /** Connects, over a link as the settings want it. */
  Wire connect(String location, Duration timeout) throws IOException {
    return ShapedWire.of(dial(location, timeout), settings.link());
  }

  @Override
  public Endpoint open(UUID session, int self, Roles roles, Inbox inbox, EphemeralKey key) {
    if (closed) {
      throw new IllegalStateException("The transport is closed");
    }
    StreamEndpoint end = new StreamEndpoint(this, session, self, roles, inbox, key);
    if (ends.putIfAbsent(new End(session, self), end) != null) {
      throw new IllegalStateException(roles.describe(self) + " of session " + session + " is open already");
    }
    return end;
  }

  void forget(UUID session, int self) {
    ends.remove(new End(session, self));
  }

  /** Takes a connection that somebody made; returns at once. */
  void accept(Wire dialled) {
    Wire wire = ShapedWire.of(dialled, settings.link());
    String origin = wire.origin();
    if (!handshakes.begin(origin)) {
      strangers.warn("Dropped a connection from {}: too many others are still in their handshake", wire.peer());
      wire.close();
      return;
    }
    Thread.ofVirtual().start(() -> {
      try (Alarm _ = Alarm.in(settings.handshakeTimeout(), wire::close)) {
        admit(wire);
      } catch (IOException | RuntimeException e) {
        strangers.warn("Dropped a connection from {}: {}", wire.peer(),
            e.getMessage() == null ? "it took too long" : e.getMessage());
        wire.close();
      } finally {
        handshakes.end(origin);
      }
    });
  }

  private void admit(Wire wire) throws IOException {
    Handshake.Call call = Handshake.receive(wire);
    StreamEndpoint end = ends.get(new End(call.session(), call.listener()));
    if (end == null) {
      throw new IOException("it calls for a session that is not open here");
    }
    end.admit(call, wire);
  }

  @Override
  public void close() {
    closed = true;
    List.copyOf(ends.values()).forEach(StreamEndpoint::drop);
  }
}
