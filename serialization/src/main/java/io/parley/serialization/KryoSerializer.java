package io.parley.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.Pool;
import java.io.NotSerializableException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Writes control messages between the nodes of a cluster: Kryo tells of which registered class each is, and the message
 * itself is canonical protobuf, without collections or objects of Kryo's. Only classes that a {@link KryoRegistrar} names
 * can be written or read; lengths are checked before anything is allocated.
 */
public final class KryoSerializer extends SerializerWithStringManifest {
  /** Ids below are Kryo's own. */
  public static final int FIRST_FREE_ID = 100;

  private static final int IDENTIFIER = 0x50524c;
  private static final int BUFFER_BYTES = 512;

  private final Pool<Kryo> kryos;

  /** Called by Pekko. */
  public KryoSerializer(ExtendedActorSystem system) {
    ActorRefs refs = new ActorRefs(system);
    kryos = new Pool<>(true, true) {
      @Override
      protected Kryo create() {
        return KryoClasses.kryo(() -> refs);
      }
    };
    kryos.free(kryos.obtain());
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return "";
  }

  @Override
  public byte[] toBinary(Object message) {
    Kryo kryo = kryos.obtain();
    try (Output out = new Output(BUFFER_BYTES, -1)) {
      kryo.writeClassAndObject(out, message);
      return out.toBytes();
    } finally {
      kryo.reset();
      kryos.free(kryo);
    }
  }

  /**
   * @throws NotSerializableException if the bytes are not one message of registered classes
   */
  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    Kryo kryo = kryos.obtain();
    try {
      Input in = new Input(bytes);
      Object message = kryo.readClassAndObject(in);
      if (in.position() != bytes.length || !(message instanceof ControlMessage)) {
        throw new NotSerializableException("These " + bytes.length + " bytes are no control message");
      }
      return message;
    } catch (RuntimeException e) {
      NotSerializableException failure = new NotSerializableException(
          "These " + bytes.length + " bytes are no control message: " + e.getMessage());
      failure.initCause(e);
      throw failure;
    } finally {
      kryo.reset();
      kryos.free(kryo);
    }
  }
}
