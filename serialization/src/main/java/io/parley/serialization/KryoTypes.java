package io.parley.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ImmutableSerializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;

/** How Kryo writes the classes of others that messages may use. What is announced has to be there. */
final class KryoTypes {
  /** Whoever chooses keys chooses their hashes, and of many equal ones every one is compared with all others. */
  private static final int MOST_HASHED = 1 << 12;

  private KryoTypes() {}

  /** Reads a count of things that take at least {@code bytesEach}. */
  private static int count(Input in, int bytesEach) {
    int count = in.readVarInt(true);
    if (count < 0 || (long) count * bytesEach > in.limit() - in.position()) {
      throw new KryoException("it announces more than it holds");
    }
    return count;
  }

  static final class StringSerializer extends ImmutableSerializer<String> {
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

  static final class BytesSerializer extends Serializer<byte[]> {
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

  static final class LongsSerializer extends Serializer<long[]> {
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

  static final class UuidSerializer extends ImmutableSerializer<UUID> {
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

  static final class DurationSerializer extends ImmutableSerializer<Duration> {
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

  static final class InstantSerializer extends ImmutableSerializer<Instant> {
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

  static final class OptionalSerializer extends ImmutableSerializer<Optional<?>> {
    @Override
    public void write(Kryo kryo, Output out, Optional<?> optional) {
      kryo.writeClassAndObject(out, optional.orElse(null));
    }

    @Override
    public Optional<?> read(Kryo kryo, Input in, Class<? extends Optional<?>> type) {
      return Optional.ofNullable(kryo.readClassAndObject(in));
    }
  }

  static final class ListSerializer extends ImmutableSerializer<List<?>> {
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

  static final class SetSerializer extends ImmutableSerializer<Set<?>> {
    @Override
    public void write(Kryo kryo, Output out, Set<?> set) {
      kryo.writeClassAndObject(out, List.copyOf(set));
    }

    @Override
    public Set<?> read(Kryo kryo, Input in, Class<? extends Set<?>> type) {
      List<?> items = (List<?>) kryo.readClassAndObject(in);
      if (items.size() > MOST_HASHED) {
        throw new KryoException("a set of " + items.size() + " is more than any message has");
      }
      return Set.copyOf(items);
    }
  }

  static final class MapSerializer extends ImmutableSerializer<Map<?, ?>> {
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
      if (count > MOST_HASHED) {
        throw new KryoException("a map of " + count + " is more than any message has");
      }
      Map<Object, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        map.put(kryo.readClassAndObject(in), kryo.readClassAndObject(in));
      }
      return Map.copyOf(map);
    }
  }

  static final class RefSerializer extends ImmutableSerializer<ActorRef<?>> {
    private final Supplier<ActorRefs> refs;

    RefSerializer(Supplier<ActorRefs> refs) {
      this.refs = refs;
    }

    @Override
    public void write(Kryo kryo, Output out, ActorRef<?> ref) {
      kryo.writeObject(out, refs.get().write(ref));
    }

    @Override
    public ActorRef<?> read(Kryo kryo, Input in, Class<? extends ActorRef<?>> type) {
      return refs.get().read(kryo.readObject(in, String.class));
    }
  }
}
