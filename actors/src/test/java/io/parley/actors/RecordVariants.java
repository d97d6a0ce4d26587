package io.parley.actors;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Records that differ from one in a single component, of it or of a record in it. */
final class RecordVariants {
  private RecordVariants() {}

  /** What a component might be instead. */
  interface Others {
    List<?> of(RecordComponent component, Object value);
  }

  static List<Record> of(Record message, Others others) {
    RecordComponent[] components = message.getClass().getRecordComponents();
    Object[] values = Arrays.stream(components).map(component -> value(component, message)).toArray();
    List<Record> all = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      List<Object> changed = new ArrayList<>(others.of(components[i], values[i]));
      if (values[i] instanceof Record inner) {
        changed.addAll(of(inner, others));
      }
      for (Object other : changed) {
        Object[] copy = values.clone();
        copy[i] = other;
        make(message.getClass(), components, copy).ifPresent(all::add);
      }
    }
    return all;
  }

  private static Object value(RecordComponent component, Record of) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Empty if the constructor refuses, as it would where the message is read. */
  private static Optional<Record> make(Class<? extends Record> type, RecordComponent[] components, Object... values) {
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(values));
    } catch (InvocationTargetException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
