package io.parley.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.serializers.RecordSerializer;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Records of which every component is there, and holds what it is declared to hold: who reads a message need not expect
 * less. An Optional is for what may be missing.
 */
final class WholeRecords<T> extends RecordSerializer<T> {
  private final Class<T> type;
  private final RecordComponent[] components;

  WholeRecords(Class<T> type) {
    super(type);
    this.type = type;
    components = type.getRecordComponents();
    for (RecordComponent component : components) {
      component.getAccessor().setAccessible(true);
    }
  }

  @Override
  public T read(Kryo kryo, Input in, Class<? extends T> as) {
    T read = super.read(kryo, in, as);
    for (RecordComponent component : components) {
      if (!component.getType().isPrimitive() && !holds(value(component, read), component.getGenericType())) {
        throw new KryoException("a " + type.getSimpleName() + " has no " + component.getName());
      }
    }
    return read;
  }

  private @Nullable Object value(RecordComponent component, T of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new KryoException(e);
    }
  }

  private static boolean holds(@Nullable Object value, Type declared) {
    if (!(declared instanceof ParameterizedType generic)) {
      return value != null && (!(declared instanceof Class<?> plain) || plain.isInstance(value));
    }
    Type[] of = generic.getActualTypeArguments();
    return switch (value) {
      case null -> false;
      case Optional<?> optional -> optional.isEmpty() || holds(optional.get(), of[0]);
      case Collection<?> items -> items.stream().allMatch(item -> holds(item, of[0]));
      case Map<?, ?> map -> map.entrySet().stream()
          .allMatch(entry -> holds(entry.getKey(), of[0]) && holds(entry.getValue(), of[1]));
      case ActorRef<?> _ -> true;
      default -> ((Class<?>) generic.getRawType()).isInstance(value);
    };
  }
}
