package io.parley.actors.transport;

import com.typesafe.config.Config;
import io.parley.actors.transport.RelayMessage.End;
import io.parley.actors.transport.RelayMessage.Open;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;

/**
 * Lanes through the control plane's own port, by Artery's lane for large messages: slower than {@link TcpTransport}, for
 * networks where no other port is open. Sealed like TCP lanes, since hops between the ends may be relayed.
 */
public final class ArteryTransport extends StreamTransport {
  private static final String RELAY = "parley-lanes";
  private static final String LARGE = "pekko.remote.artery.large-message-destinations";

  private final ActorRefResolver refs;
  private final Map<End, ArteryWire> wires = new ConcurrentHashMap<>();
  private final ActorRef<RelayMessage> relay;

  private ArteryTransport(ActorSystem<?> system, LaneOptions settings) {
    super(settings);
    refs = ActorRefResolver.get(system);
    relay = system.systemActorOf(Relay.create(wires, this::dialled), RELAY, Props.empty());
  }

  /**
   * Starts the node's relay; one for an actor system.
   *
   * @throws IllegalStateException if the system's configuration does not send the relay's messages on the large lane
   */
  public static ArteryTransport start(ActorSystem<?> system, LaneOptions settings) {
    Config config = system.settings().config();
    if (!config.getStringList(LARGE).contains("/system/" + RELAY)) {
      throw new IllegalStateException(LARGE + " does not contain /system/" + RELAY);
    }
    return new ArteryTransport(system, settings);
  }

  @Override
  public String name() {
    return "artery";
  }

  @Override
  String location() {
    return refs.toSerializationFormat(relay);
  }

  @Override
  Wire dial(String location, Duration timeout) throws IOException {
    ActorRef<RelayMessage> peer;
    try {
      peer = refs.resolveActorRef(location);
    } catch (IllegalArgumentException e) {
      throw new IOException("this is not an actor's path", e);
    }
    UUID id = UUID.randomUUID();
    ArteryWire wire = wire(new End(id, true), peer);
    peer.tell(new Open(id, relay));
    return wire;
  }

  private void dialled(Open open) {
    End end = new End(open.wire(), false);
    if (!wires.containsKey(end)) {
      accept(wire(end, open.dialer()));
    }
  }

  private ArteryWire wire(End end, ActorRef<RelayMessage> peer) {
    ArteryWire wire = new ArteryWire(end, peer, () -> wires.remove(end));
    wires.put(end, wire);
    relay.tell(new RelayMessage.Watch(wire));
    return wire;
  }

  @Override
  public void close() {
    super.close();
    relay.tell(new RelayMessage.Stop());
  }
}
