package io.parley.serialization;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * How a component of a record is written as a field of protobuf:
 *
 * <table>
 * <caption>Types</caption>
 * <tr><td>{@code int}, {@code long}</td><td>int32, int64</td></tr>
 * <tr><td>{@code boolean}, {@code double}, {@code String}, {@code byte[]}</td><td>bool, double, string, bytes</td></tr>
 * <tr><td>an enum</td><td>an enum that counts the constants from 1</td></tr>
 * <tr><td>{@code UUID}</td><td>bytes, 16 in big-endian order</td></tr>
 * <tr><td>{@code ActorRef}</td><td>string, the actor's path with its node's address</td></tr>
 * <tr><td>a record</td><td>a message</td></tr>
 * <tr><td>{@code long[]}, {@code List<Long>}</td><td>repeated int64, packed</td></tr>
 * <tr><td>a {@code List} of String, UUID or records</td><td>repeated</td></tr>
 * </table>
 *
 * <p>Enums, UUIDs, actors and records are always there; the others have proto3's defaults.
 */
abstract sealed class ProtoField {
  private static final int UUID_BYTES = 16;

  /** What a value is made of. */
  @FunctionalInterface
  private interface Reader<A> {
    Object read(A raw) throws IOException;
  }

  /** What a field means that is not there; null if it has to be. */
  final @Nullable Object absent;
  final int wireType;

  private ProtoField(@Nullable Object absent, int wireType) {
    this.absent = absent;
    this.wireType = wireType;
  }

  abstract void write(CodedOutputStream out, int number, Object value) throws IOException;

  /**
   * @param tag that was just read
   * @return what {@link #absent} does not stand for already
   */
  abstract Object read(CanonicalInput in, int tag) throws IOException;

  /**
   * @param refs how actors are written
   * @throws IllegalArgumentException if components of this type cannot be written
   */
  static ProtoField of(Type type, Supplier<ActorRefs> refs) {
    return switch (type) {
      case ParameterizedType generic when generic.getRawType() == ActorRef.class -> new Bytes(null,
          ref -> utf8(refs.get().write((ActorRef<?>) ref)), path -> refs.get().read(text(path)));
      case ParameterizedType generic when generic.getRawType() == List.class -> list(
          generic.getActualTypeArguments()[0], refs);
      case Class<?> plain when plain.isEnum() -> enumerated(plain);
      case Class<?> plain when plain.isRecord() -> {
        ProtoRecord<?> record = new ProtoRecord<>(plain, refs);
        yield new Bytes(null, record::write, record::read);
      }
      default -> plain(type);
    };
  }

  private static ProtoField plain(Type type) {
    return switch (type.getTypeName()) {
      case "int" -> new Varint(0, value -> (Integer) value, bits -> Math.toIntExact(bits));
      case "long" -> new Varint(0L, value -> (Long) value, bits -> bits);
      case "boolean" -> new Varint(false, value -> (Boolean) value ? 1 : 0, bits -> {
        check(bits <= 1 && bits >= 0, "neither true nor false");
        return bits == 1;
      });
      case "double" -> new Real();
      case "long[]" -> new Longs(longs -> (long[]) longs, longs -> longs, new long[0]);
      case "byte[]" -> new Bytes(new byte[0], bytes -> (byte[]) bytes, bytes -> bytes);
      case "java.lang.String" -> new Bytes("", text -> utf8((String) text), ProtoField::text);
      case "java.util.UUID" -> new Bytes(null, id -> ByteBuffer.allocate(UUID_BYTES)
          .putLong(((UUID) id).getMostSignificantBits()).putLong(((UUID) id).getLeastSignificantBits()).array(),
          bytes -> {
            check(bytes.length == UUID_BYTES, "not the length of a UUID");
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new UUID(buffer.getLong(), buffer.getLong());
          });
      default -> throw new IllegalArgumentException("A " + type.getTypeName() + " cannot cross the network");
    };
  }

  @SuppressWarnings("unchecked") // a List<Long>, as declared
  private static ProtoField list(Type item, Supplier<ActorRefs> refs) {
    return item == Long.class
        ? new Longs(list -> ((List<Long>) list).stream().mapToLong(Long::longValue).toArray(),
            longs -> LongStream.of(longs).boxed().toList(), List.of())
        : new Repeated(of(item, refs));
  }

  private static ProtoField enumerated(Class<?> type) {
    List<?> constants = List.of(type.getEnumConstants());
    return new Varint(null, value -> constants.indexOf(value) + 1L, bits -> {
      check(bits >= 1 && bits <= constants.size(), "no " + type.getSimpleName());
      return constants.get(Math.toIntExact(bits) - 1);
    });
  }

  private static void check(boolean holds, String complaint) throws IOException {
    if (!holds) {
      throw new IOException(complaint);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] utf8) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
  }

  private static final class Varint extends ProtoField {
    private final ToLongFunction<Object> write;
    private final Reader<Long> read;

    Varint(@Nullable Object absent, ToLongFunction<Object> write, Reader<Long> read) {
      super(absent, WireFormat.WIRETYPE_VARINT);
      this.write = write;
      this.read = read;
    }

    @Override
    void write(CodedOutputStream out, int number, Object value) throws IOException {
      if (!value.equals(absent)) {
        out.writeUInt64(number, write.applyAsLong(value));
      }
    }

    @Override
    Object read(CanonicalInput in, int tag) throws IOException {
      long bits = in.varint();
      check(absent == null || bits != 0, "a default is said");
      return read.read(bits);
    }
  }

  private static final class Real extends ProtoField {
    Real() {
      super(0.0, WireFormat.WIRETYPE_FIXED64);
    }

    @Override
    void write(CodedOutputStream out, int number, Object value) throws IOException {
      if (!value.equals(absent)) {
        out.writeDouble(number, (Double) value);
      }
    }

    @Override
    Object read(CanonicalInput in, int tag) throws IOException {
      double value = in.real();
      check(!Double.valueOf(value).equals(absent), "a default is said");
      return value;
    }
  }

  private static final class Bytes extends ProtoField {
    private final Function<Object, byte[]> write;
    private final Reader<byte[]> read;

    Bytes(@Nullable Object absent, Function<Object, byte[]> write, Reader<byte[]> read) {
      super(absent, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      this.write = write;
      this.read = read;
    }

    @Override
    void write(CodedOutputStream out, int number, Object value) throws IOException {
      byte[] bytes = write.apply(value);
      if (absent == null || bytes.length > 0) {
        out.writeByteArray(number, bytes);
      }
    }

    @Override
    Object read(CanonicalInput in, int tag) throws IOException {
      byte[] bytes = in.bytes();
      check(absent == null || bytes.length > 0, "a default is said");
      return read.read(bytes);
    }
  }

  /** Packed. */
  private static final class Longs extends ProtoField {
    private final Function<Object, long[]> write;
    private final Reader<long[]> read;

    Longs(Function<Object, long[]> write, Reader<long[]> read, Object none) {
      super(none, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      this.write = write;
      this.read = read;
    }

    @Override
    void write(CodedOutputStream out, int number, Object value) throws IOException {
      long[] longs = write.apply(value);
      if (longs.length > 0) {
        out.writeTag(number, wireType);
        out.writeUInt32NoTag(LongStream.of(longs).mapToInt(CodedOutputStream::computeInt64SizeNoTag).sum());
        for (long word : longs) {
          out.writeInt64NoTag(word);
        }
      }
    }

    @Override
    Object read(CanonicalInput in, int tag) throws IOException {
      byte[] packed = in.bytes();
      check(packed.length > 0, "a default is said");
      CanonicalInput items = new CanonicalInput(packed);
      LongStream.Builder longs = LongStream.builder();
      while (!items.isAtEnd()) {
        longs.add(items.varint());
      }
      return read.read(longs.build().toArray());
    }
  }

  private static final class Repeated extends ProtoField {
    private final Bytes item;

    Repeated(ProtoField item) {
      super(List.of(), WireFormat.WIRETYPE_LENGTH_DELIMITED);
      if (!(item instanceof Bytes bytes)) {
        throw new IllegalArgumentException("A list of such items cannot cross the network");
      }
      this.item = bytes;
    }

    @Override
    void write(CodedOutputStream out, int number, Object value) throws IOException {
      for (Object each : (List<?>) value) {
        out.writeByteArray(number, item.write.apply(each));
      }
    }

    @Override
    Object read(CanonicalInput in, int tag) throws IOException {
      List<Object> items = new ArrayList<>();
      do {
        items.add(item.read.read(in.bytes()));
      } while (in.continues(tag));
      return List.copyOf(items);
    }
  }
}
