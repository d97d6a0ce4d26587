package io.parley.actors.transport;

import io.parley.actors.transport.RelayMessage.Chunk;
import io.parley.actors.transport.RelayMessage.Credit;
import io.parley.actors.transport.RelayMessage.End;
import io.parley.actors.transport.RelayMessage.Finish;
import io.parley.actors.transport.RelayMessage.Open;
import io.parley.actors.transport.RelayMessage.Sent;
import io.parley.serialization.ActorRefs;
import java.io.NotSerializableException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.ByteBufferSerializer;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Writes {@link RelayMessage}s straight into Artery's buffers. Integers are big-endian; the manifest tells the kind:
 *
 * <pre>
 *  o  | wire (16) | the dialer's relay, as a path in UTF-8 ...
 *  c  | wire (16) | end (1) | number (8) | bytes ...
 *  k  | wire (16) | end (1) | bytes (4)
 *  s  | wire (16) | end (1) | chunks (8)
 *  f  | wire (16) | end (1) | chunks (8) | dropped (1)
 * </pre>
 *
 * The end is 1 for the dialer's, 0 for the listener's.
 */
public final class RelaySerializer extends SerializerWithStringManifest implements ByteBufferSerializer {
  private static final int IDENTIFIER = 0x50524c + 1;
  private static final int END_BYTES = 17;
  private static final int MAX_PATH_BYTES = 1024;

  private final ActorRefs refs;

  /** Called by Pekko. */
  public RelaySerializer(ExtendedActorSystem system) {
    refs = new ActorRefs(system);
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return switch (message) {
      case Open _ -> "o";
      case Chunk _ -> "c";
      case Credit _ -> "k";
      case Sent _ -> "s";
      case Finish _ -> "f";
      default -> throw new IllegalArgumentException(message.getClass().getName() + " does not leave its node");
    };
  }

  @Override
  public void toBinary(Object message, ByteBuffer out) {
    switch (message) {
      case Open(UUID wire, ActorRef<RelayMessage> dialer) -> {
        out.putLong(wire.getMostSignificantBits()).putLong(wire.getLeastSignificantBits());
        out.put(refs.write(dialer).getBytes(StandardCharsets.UTF_8));
      }
      case Chunk(End to, long number, byte[] bytes) -> end(out, to).putLong(number).put(bytes);
      case Credit(End to, int bytes) -> end(out, to).putInt(bytes);
      case Sent(End to, long chunks) -> end(out, to).putLong(chunks);
      case Finish(End to, long chunks, boolean dropped) ->
        end(out, to).putLong(chunks).put((byte) (dropped ? 1 : 0));
      default -> throw new IllegalArgumentException(message.getClass().getName() + " does not leave its node");
    }
  }

  @Override
  public byte[] toBinary(Object message) {
    int bytes = message instanceof Chunk chunk ? chunk.bytes().length : MAX_PATH_BYTES;
    ByteBuffer out = ByteBuffer.allocate(END_BYTES + 2 * Long.BYTES + bytes);
    toBinary(message, out);
    byte[] exact = new byte[out.position()];
    out.flip().get(exact);
    return exact;
  }

  /**
   * @throws NotSerializableException if these bytes are no such message
   */
  @Override
  public Object fromBinary(ByteBuffer in, String manifest) throws NotSerializableException {
    try {
      return switch (manifest) {
        case "o" -> new Open(new UUID(in.getLong(), in.getLong()), relay(rest(in)));
        case "c" -> new Chunk(end(in), in.getLong(), rest(in));
        case "k" -> new Credit(end(in), in.getInt());
        case "s" -> new Sent(end(in), in.getLong());
        case "f" -> new Finish(end(in), in.getLong(), in.get() != 0);
        default -> throw new NotSerializableException("Unknown kind of relay message");
      };
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new NotSerializableException("A relay message is malformed");
    }
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    return fromBinary(ByteBuffer.wrap(bytes), manifest);
  }

  private static ByteBuffer end(ByteBuffer out, End end) {
    return out.putLong(end.wire().getMostSignificantBits()).putLong(end.wire().getLeastSignificantBits())
        .put((byte) (end.dialer() ? 1 : 0));
  }

  private static End end(ByteBuffer in) {
    return new End(new UUID(in.getLong(), in.getLong()), in.get() != 0);
  }

  private static byte[] rest(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }

  private ActorRef<RelayMessage> relay(byte[] path) {
    return refs.read(new String(path, StandardCharsets.UTF_8));
  }
}
