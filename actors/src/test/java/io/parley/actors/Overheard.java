package io.parley.actors;

import java.nio.ByteBuffer;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.remote.artery.RemoteInstrument;
import org.jspecify.annotations.Nullable;

/** Tells {@link LyingSerializer} for whom a message is: Artery asks its instruments first, on the same thread. */
public final class Overheard extends RemoteInstrument {
  private static final ThreadLocal<@Nullable ActorRef> RECIPIENT = new ThreadLocal<>();
  private static final byte ID = 30;

  /** Called by Pekko. */
  public Overheard(ExtendedActorSystem system) {}

  /** Of the message that this thread is about to write. */
  static @Nullable ActorRef recipient() {
    return RECIPIENT.get();
  }

  @Override
  public byte identifier() {
    return ID;
  }

  @Override
  public void remoteWriteMetadata(ActorRef recipient, Object message, ActorRef sender, ByteBuffer buffer) {
    RECIPIENT.set(recipient);
  }

  @Override
  public void remoteMessageSent(ActorRef recipient, Object message, ActorRef sender, int size, long time) {}

  @Override
  public void remoteReadMetadata(ActorRef recipient, Object message, ActorRef sender, ByteBuffer buffer) {}

  @Override
  public void remoteMessageReceived(ActorRef recipient, Object message, ActorRef sender, int size, long time) {}
}
