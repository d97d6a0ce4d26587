package io.parley.actors.transport;

import io.parley.actors.transport.RelayMessage.Chunk;
import io.parley.actors.transport.RelayMessage.Credit;
import io.parley.actors.transport.RelayMessage.End;
import io.parley.actors.transport.RelayMessage.Finish;
import io.parley.actors.transport.RelayMessage.Gone;
import io.parley.actors.transport.RelayMessage.Open;
import io.parley.actors.transport.RelayMessage.Sent;
import io.parley.actors.transport.RelayMessage.Stop;
import io.parley.actors.transport.RelayMessage.Tick;
import io.parley.actors.transport.RelayMessage.Watch;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** A node's end of all {@link ArteryWire}s: hands what arrives to the wire it is for, and never blocks. */
final class Relay extends AbstractBehavior<RelayMessage> {
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Map<End, ArteryWire> wires;
  private final Consumer<Open> dialled;
  private final Set<ActorRef<RelayMessage>> watched = new HashSet<>();

  private Relay(ActorContext<RelayMessage> context, Map<End, ArteryWire> wires, Consumer<Open> dialled) {
    super(context);
    this.wires = wires;
    this.dialled = dialled;
  }

  /**
   * @param wires this node's ends; shared with the transport
   * @param dialled takes what other nodes open
   */
  static Behavior<RelayMessage> create(Map<End, ArteryWire> wires, Consumer<Open> dialled) {
    return Steadfast.of(Behaviors.setup(context -> Behaviors.withTimers(timers -> {
      timers.startTimerWithFixedDelay(new Tick(), TICK);
      return new Relay(context, wires, dialled);
    })));
  }

  @Override
  public Receive<RelayMessage> createReceive() {
    return newReceiveBuilder().onMessage(Chunk.class, this::onChunk).onMessage(Credit.class, this::onCredit)
        .onMessage(Sent.class, this::onSent).onMessage(Finish.class, this::onFinish).onMessage(Open.class, this::onOpen)
        .onMessage(Watch.class, this::onWatch).onMessage(Gone.class, this::onGone).onMessage(Tick.class, _ -> onTick())
        .onMessage(Stop.class, _ -> Behaviors.stopped()).build();
  }

  private Behavior<RelayMessage> onChunk(Chunk chunk) {
    return forward(chunk.to(), wire -> wire.onChunk(chunk));
  }

  private Behavior<RelayMessage> onCredit(Credit credit) {
    return forward(credit.to(), wire -> wire.onCredit(credit));
  }

  private Behavior<RelayMessage> onSent(Sent sent) {
    return forward(sent.to(), wire -> wire.onSent(sent));
  }

  private Behavior<RelayMessage> onFinish(Finish finish) {
    return forward(finish.to(), wire -> wire.onFinish(finish));
  }

  private Behavior<RelayMessage> forward(End to, Consumer<ArteryWire> message) {
    ArteryWire wire = wires.get(to);
    if (wire != null) {
      message.accept(wire);
    }
    return this;
  }

  private Behavior<RelayMessage> onOpen(Open open) {
    dialled.accept(open);
    return this;
  }

  private Behavior<RelayMessage> onWatch(Watch watch) {
    ActorRef<RelayMessage> peer = watch.wire().peerRelay();
    if (watched.add(peer)) {
      RemoteWatch.watchWith(getContext(), peer, new Gone(peer));
    }
    return this;
  }

  private Behavior<RelayMessage> onTick() {
    wires.values().forEach(ArteryWire::announce);
    return this;
  }

  private Behavior<RelayMessage> onGone(Gone gone) {
    watched.remove(gone.relay());
    wires.values().stream().filter(wire -> wire.peerRelay().equals(gone.relay())).forEach(ArteryWire::onLost);
    return this;
  }
}
