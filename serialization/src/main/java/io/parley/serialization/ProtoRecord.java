package io.parley.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A record as a protobuf message of proto3: its components are the fields from 1, in their order. There is one way to
 * write a record, and no other is read: fields ascend, none says its default, numbers are as short as can be. What
 * components may be, {@link ProtoField} says.
 */
final class ProtoRecord<T> {
  private final Class<T> type;
  private final Constructor<T> constructor;
  private final RecordComponent[] components;
  private final List<ProtoField> fields;

  ProtoRecord(Class<T> type, Supplier<ActorRefs> refs) {
    this.type = type;
    components = type.getRecordComponents();
    try {
      constructor = type.getDeclaredConstructor(
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type + " is no record", e);
    }
    constructor.setAccessible(true);
    for (RecordComponent component : components) {
      component.getAccessor().setAccessible(true);
    }
    fields = Arrays.stream(components).map(component -> ProtoField.of(component.getGenericType(), refs)).toList();
  }

  /**
   * @throws IllegalArgumentException if a component is null
   */
  byte[] write(Object message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      for (int i = 0; i < components.length; i++) {
        fields.get(i).write(out, i + 1, value(components[i], message));
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private Object value(RecordComponent component, Object of) {
    Object value;
    try {
      value = component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    if (value == null) {
      throw refused("no " + component.getName());
    }
    return value;
  }

  /**
   * @throws IllegalArgumentException if these are not the bytes of such a record
   */
  T read(byte[] bytes) {
    @Nullable
    Object[] values = new Object[components.length];
    try {
      readFields(new CanonicalInput(bytes), values);
    } catch (IOException | ArithmeticException e) {
      throw new IllegalArgumentException("a " + type.getSimpleName() + " is malformed", e);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] == null ? fields.get(i).absent : values[i];
      if (values[i] == null) {
        throw refused("no " + components[i].getName());
      }
    }
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("a " + type.getSimpleName() + " is refused", e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void readFields(CanonicalInput in, @Nullable Object[] values) throws IOException {
    int last = 0;
    while (!in.isAtEnd()) {
      int tag = in.tag();
      int number = WireFormat.getTagFieldNumber(tag);
      if (number > values.length || number <= last) {
        throw refused("no place for field " + number);
      }
      ProtoField field = fields.get(number - 1);
      if (WireFormat.getTagWireType(tag) != field.wireType) {
        throw refused("a " + components[number - 1].getName() + " of another type");
      }
      values[number - 1] = field.read(in, tag);
      last = number;
    }
  }

  private IllegalArgumentException refused(String complaint) {
    return new IllegalArgumentException("a " + type.getSimpleName() + " has " + complaint);
  }

  /** Such messages, each to the end of its buffer, for Kryo. */
  static <T> Serializer<T> envelopes(Class<T> type, Supplier<ActorRefs> refs) {
    ProtoRecord<T> record = new ProtoRecord<>(type, refs);
    return new Serializer<>() {
      @Override
      public void write(Kryo kryo, Output out, T message) {
        out.writeBytes(record.write(message));
      }

      @Override
      public T read(Kryo kryo, Input in, Class<? extends T> as) {
        try {
          return record.read(in.readBytes(in.limit() - in.position()));
        } catch (IllegalArgumentException e) {
          throw new KryoException(e.getMessage(), e);
        }
      }
    };
  }
}
