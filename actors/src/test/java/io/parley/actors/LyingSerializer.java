package io.parley.actors;

import io.parley.serialization.ControlMessage;
import io.parley.serialization.KryoSerializer;
import java.io.NotSerializableException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Writes what an {@link Adversary} wants to be read, in the place of what a node says. */
public final class LyingSerializer extends SerializerWithStringManifest {
  /** Where the configuration names the adversary, and the node. */
  static final String ADVERSARY = "adversary.id";
  static final String NODE = "adversary.node";

  /** Bytes that are said as they are. */
  record Raw(byte[] bytes) implements ControlMessage {}

  private final KryoSerializer honest;
  private final Adversary adversary;
  private final String node;

  /** Called by Pekko. */
  public LyingSerializer(ExtendedActorSystem system) {
    honest = new KryoSerializer(system);
    adversary = Adversary.byId(system.settings().config().getString(ADVERSARY));
    node = system.settings().config().getString(NODE);
    adversary.join(node, system);
  }

  @Override
  public int identifier() {
    return honest.identifier();
  }

  @Override
  public String manifest(Object message) {
    return honest.manifest(message);
  }

  @Override
  public byte[] toBinary(Object message) {
    if (message instanceof Raw(byte[] bytes)) {
      return bytes;
    }
    byte[] truth = honest.toBinary(message);
    var to = Overheard.recipient();
    return to == null
        ? truth
        : adversary.said(new Adversary.Saying(node, message, truth, to), honest::toBinary);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    return honest.fromBinary(bytes, manifest);
  }
}
