package io.parley.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ImmutableSerializer;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import com.esotericsoftware.kryo.util.MapReferenceResolver;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.jspecify.annotations.Nullable;

/**
 * What Kryo may write and read. All lists are one class to the wire, whatever implements them, and arrive immutable; so
 * are sets, maps and actor references.
 */
final class KryoClasses {
  private static final int FIRST_ID = 10;
  private static final int MAX_DEPTH = 32;

  private KryoClasses() {}

  static Kryo kryo(Supplier<ActorRefResolver> refs) {
    Kryo kryo = new Kryo(new Families(), new MapReferenceResolver());
    kryo.setRegistrationRequired(true);
    kryo.setReferences(false);
    kryo.setMaxDepth(MAX_DEPTH);
    int id = FIRST_ID;
    kryo.register(String.class, new StringSerializer());
    kryo.register(byte[].class, new BytesSerializer(), id++);
    kryo.register(long[].class, new LongsSerializer(), id++);
    kryo.register(UUID.class, new UuidSerializer(), id++);
    kryo.register(Duration.class, new DurationSerializer(), id++);
    kryo.register(Instant.class, new InstantSerializer(), id++);
    kryo.register(Optional.class, new OptionalSerializer(), id++);
    kryo.register(List.class, new ListSerializer(), id++);
    kryo.register(Set.class, new SetSerializer(), id++);
    kryo.register(Map.class, new MapSerializer(), id++);
    kryo.register(ActorRef.class, new RefSerializer(refs), id++);
    for (KryoRegistrar registrar : ServiceLoader.load(KryoRegistrar.class, KryoClasses.class.getClassLoader())) {
      register(kryo, registrar);
    }
    return kryo;
  }

  private static void register(Kryo kryo, KryoRegistrar registrar) {
    int id = registrar.firstId();
    if (id < KryoSerializer.FIRST_FREE_ID) {
      throw new IllegalStateException(registrar.getClass().getName() + " uses reserved ids");
    }
    for (Class<?> type : registrar.classes()) {
      if (!type.isRecord() && !type.isEnum()) {
        throw new IllegalStateException(type.getName() + " is neither a record nor an enum");
      }
      Registration taken = kryo.getRegistration(id);
      if (taken != null) {
        throw new IllegalStateException("Id " + id + " is claimed by " + taken.getType().getName() + " and "
            + type.getName());
      }
      kryo.register(type, id++);
    }
  }

  /** Reads a count of things that take at least {@code bytesEach}. */
  private static int count(Input in, int bytesEach) {
    int count = in.readVarInt(true);
    if (count < 0 || (long) count * bytesEach > in.limit() - in.position()) {
      throw new KryoException("it announces more than it holds");
    }
    return count;
  }

  /** Maps implementations to the interface that is registered for them. */
  private static final class Families extends DefaultClassResolver {
    private static final List<Class<?>> FAMILIES = List.of(List.class, Set.class, Map.class, ActorRef.class);

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Registration getRegistration(Class type) {
      Registration exact = super.getRegistration(type);
      if (exact != null) {
        return exact;
      }
      for (Class<?> family : FAMILIES) {
        if (family.isAssignableFrom(type)) {
          return super.getRegistration(family);
        }
      }
      return null;
    }
  }

  private static final class StringSerializer extends ImmutableSerializer<String> {
    @Override
    public void write(Kryo kryo, Output out, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeVarInt(bytes.length, true);
      out.writeBytes(bytes);
    }

    @Override
    public String read(Kryo kryo, Input in, Class<? extends String> type) {
      return new String(in.readBytes(count(in, 1)), StandardCharsets.UTF_8);
    }
  }

  private static final class BytesSerializer extends Serializer<byte[]> {
    @Override
    public void write(Kryo kryo, Output out, byte[] bytes) {
      out.writeVarInt(bytes.length, true);
      out.writeBytes(bytes);
    }

    @Override
    public byte[] read(Kryo kryo, Input in, Class<? extends byte[]> type) {
      return in.readBytes(count(in, 1));
    }
  }

  private static final class LongsSerializer extends Serializer<long[]> {
    @Override
    public void write(Kryo kryo, Output out, long[] longs) {
      out.writeVarInt(longs.length, true);
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(longs.length, Long.BYTES));
      bytes.asLongBuffer().put(longs);
      out.writeBytes(bytes.array());
    }

    @Override
    public long[] read(Kryo kryo, Input in, Class<? extends long[]> type) {
      long[] longs = new long[count(in, Long.BYTES)];
      ByteBuffer.wrap(in.readBytes(longs.length * Long.BYTES)).asLongBuffer().get(longs);
      return longs;
    }
  }

  private static final class UuidSerializer extends ImmutableSerializer<UUID> {
    @Override
    public void write(Kryo kryo, Output out, UUID id) {
      out.writeLong(id.getMostSignificantBits());
      out.writeLong(id.getLeastSignificantBits());
    }

    @Override
    public UUID read(Kryo kryo, Input in, Class<? extends UUID> type) {
      return new UUID(in.readLong(), in.readLong());
    }
  }

  private static final class DurationSerializer extends ImmutableSerializer<Duration> {
    @Override
    public void write(Kryo kryo, Output out, Duration time) {
      out.writeLong(time.getSeconds());
      out.writeInt(time.getNano());
    }

    @Override
    public Duration read(Kryo kryo, Input in, Class<? extends Duration> type) {
      return Duration.ofSeconds(in.readLong(), in.readInt());
    }
  }

  private static final class InstantSerializer extends ImmutableSerializer<Instant> {
    @Override
    public void write(Kryo kryo, Output out, Instant when) {
      out.writeLong(when.getEpochSecond());
      out.writeInt(when.getNano());
    }

    @Override
    public Instant read(Kryo kryo, Input in, Class<? extends Instant> type) {
      return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }
  }

  private static final class OptionalSerializer extends ImmutableSerializer<Optional<?>> {
    @Override
    public void write(Kryo kryo, Output out, Optional<?> optional) {
      kryo.writeClassAndObject(out, optional.orElse(null));
    }

    @Override
    public Optional<?> read(Kryo kryo, Input in, Class<? extends Optional<?>> type) {
      return Optional.ofNullable(kryo.readClassAndObject(in));
    }
  }

  private static final class ListSerializer extends ImmutableSerializer<List<?>> {
    @Override
    public void write(Kryo kryo, Output out, List<?> list) {
      out.writeVarInt(list.size(), true);
      list.forEach(item -> kryo.writeClassAndObject(out, item));
    }

    @Override
    public List<?> read(Kryo kryo, Input in, Class<? extends List<?>> type) {
      int count = count(in, 1);
      List<Object> items = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        items.add(kryo.readClassAndObject(in));
      }
      return List.copyOf(items);
    }
  }

  private static final class SetSerializer extends ImmutableSerializer<Set<?>> {
    @Override
    public void write(Kryo kryo, Output out, Set<?> set) {
      kryo.writeClassAndObject(out, List.copyOf(set));
    }

    @Override
    public Set<?> read(Kryo kryo, Input in, Class<? extends Set<?>> type) {
      return Set.copyOf((List<?>) kryo.readClassAndObject(in));
    }
  }

  private static final class MapSerializer extends ImmutableSerializer<Map<?, ?>> {
    @Override
    public void write(Kryo kryo, Output out, Map<?, ?> map) {
      out.writeVarInt(map.size(), true);
      map.forEach((key, value) -> {
        kryo.writeClassAndObject(out, key);
        kryo.writeClassAndObject(out, value);
      });
    }

    @Override
    public Map<?, ?> read(Kryo kryo, Input in, Class<? extends Map<?, ?>> type) {
      int count = count(in, 2);
      Map<Object, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        map.put(kryo.readClassAndObject(in), kryo.readClassAndObject(in));
      }
      return Map.copyOf(map);
    }
  }

  private static final class RefSerializer extends ImmutableSerializer<ActorRef<?>> {
    private final Supplier<ActorRefResolver> refs;

    RefSerializer(Supplier<ActorRefResolver> refs) {
      this.refs = refs;
    }

    @Override
    public void write(Kryo kryo, Output out, ActorRef<?> ref) {
      kryo.writeObject(out, refs.get().toSerializationFormat(ref));
    }

    @Override
    public ActorRef<?> read(Kryo kryo, Input in, Class<? extends ActorRef<?>> type) {
      return refs.get().resolveActorRef(kryo.readObject(in, String.class));
    }
  }
}
