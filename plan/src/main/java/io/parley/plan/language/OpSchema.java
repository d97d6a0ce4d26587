package io.parley.plan.language;

import io.parley.plan.BadRequestException;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Reference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An op of the language: what it is called, what attributes it has, and the way between those and {@link Op}.
 *
 * @param <R> the record that holds the attributes
 */
public final class OpSchema<R> {
  private final String name;
  private final int version;
  private final Set<Level> levels;
  private final Class<R> type;
  private final List<RecordComponent> parts;
  private final List<Component> components;
  private final List<Attribute> attributes;
  private final Function<R, Op> maker;

  private OpSchema(String name, int version, Set<Level> levels, Class<R> type, Function<R, Op> maker) {
    this.name = name;
    this.version = version;
    this.levels = levels;
    this.type = type;
    this.maker = maker;
    this.parts = List.of(type.getRecordComponents());
    this.components = parts.stream().map(c -> Component.of(c.getName(), c.getType(), c.getGenericType())).toList();
    this.attributes = components.stream().flatMap(c -> c.attributes().stream()).toList();
  }

  /**
   * @param type the record whose components are the attributes: the op itself, or what it is made of
   */
  static <R> OpSchema<R> of(String name, int version, Set<Level> levels, Class<R> type, Function<R, Op> maker) {
    return new OpSchema<>(name, version, levels, type, maker);
  }

  public String name() {
    return name;
  }

  /** Another one if its meaning changed. */
  public int version() {
    return version;
  }

  /** Where it may stand. */
  public Set<Level> levels() {
    return levels;
  }

  /** Where its rules are written. */
  public Class<R> type() {
    return type;
  }

  /** Its entry in docs/language.md. */
  public OpReference reference() {
    Reference reference = type.getAnnotation(Reference.class);
    return reference == null ? CoreReference.of(name) : OpReference.of(reference);
  }

  public List<Attribute> attributes() {
    return attributes;
  }

  /** The attributes' values, in their order. */
  List<Object> values(Object record) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      values.addAll(components.get(i).values(read(parts.get(i), record)));
    }
    return values;
  }

  /**
   * The op with these attributes.
   *
   * @param values in the attributes' order
   * @throws BadRequestException if one is of another kind, or is impossible
   */
  public Op make(List<?> values) {
    if (values.size() != attributes.size()) {
      throw new BadRequestException(name + " takes " + attributes.size() + " attributes, not " + values.size());
    }
    for (int i = 0; i < attributes.size(); i++) {
      if (!attributes.get(i).holds(values.get(i))) {
        throw new BadRequestException("attribute '" + attributes.get(i).name() + "' of " + name + " has to be "
            + attributes.get(i).describe());
      }
    }
    try {
      Object[] all = new Object[components.size()];
      int at = 0;
      for (int i = 0; i < all.length; i++) {
        int count = components.get(i).attributes().size();
        all[i] = components.get(i).component(values.subList(at, at + count));
        at += count;
      }
      Class<?>[] types = parts.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
      return maker.apply(type.getDeclaredConstructor(types).newInstance(all));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw impossible(e);
    } catch (InvocationTargetException e) {
      throw impossible(Objects.requireNonNull(e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The record of " + name + " cannot be made", e);
    }
  }

  private BadRequestException impossible(Throwable cause) {
    return new BadRequestException("the attributes of " + name + " cannot be: " + cause.getMessage());
  }

  private static Object read(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Component " + component + " cannot be read", e);
    }
  }

  @Override
  public String toString() {
    return attributes.stream().map(Attribute::name).collect(Collectors.joining(", ", name + "(", ")"));
  }
}
