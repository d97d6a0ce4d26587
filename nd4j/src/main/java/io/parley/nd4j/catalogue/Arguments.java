package io.parley.nd4j.catalogue;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What an op is called with: tensors in their order, and parameters, each found by its kind and its place among those of
 * the kind, so that a formula serves overloads. It takes down which parameters the formula heeds.
 */
public final class Arguments {
  private final Algebra<Integer> algebra;
  private final List<Integer> tensors;
  private final List<Object> parameters;
  private final Set<Object> heeded = new HashSet<>();

  /**
   * @param parameters of types Integer, Double, Boolean, int[], Values, or ND4J's for what a window is like
   */
  public Arguments(Algebra<Integer> algebra, List<Integer> tensors, List<Object> parameters) {
    this.algebra = algebra;
    this.tensors = List.copyOf(tensors);
    this.parameters = List.copyOf(parameters);
  }

  /** An overload has not what the formula cannot do without. */
  static final class MissingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingException(Class<?> kind, int index) {
      super("No argument " + index + " of " + kind.getSimpleName());
    }
  }

  List<Integer> tensors() {
    return tensors;
  }

  Integer tensor(int i) {
    if (i >= tensors.size()) {
      throw new MissingException(Integer.class, i);
    }
    return tensors.get(i);
  }

  Integer x() {
    return tensors.getFirst();
  }

  /** A tensor, or a number that stands in its place. */
  Integer get(int i) {
    return i < tensors.size() ? tensors.get(i) : algebra.constant(number(i - tensors.size()));
  }

  /** Whether a number stands in the place of the second tensor. */
  boolean onNumber() {
    return tensors.size() == 1;
  }

  double number(int i) {
    return of(Double.class, i);
  }

  double number(int i, double unless) {
    return optional(Double.class, i).orElse(unless);
  }

  int integer(int i) {
    return of(Integer.class, i);
  }

  int integer(int i, int unless) {
    return optional(Integer.class, i).orElse(unless);
  }

  int[] ints(int i) {
    return of(int[].class, i);
  }

  boolean flag(int i) {
    return of(Boolean.class, i);
  }

  boolean flag(int i, boolean unless) {
    return optional(Boolean.class, i).orElse(unless);
  }

  <T> T of(Class<T> kind, int i) {
    return optional(kind, i).orElseThrow(() -> new MissingException(kind, i));
  }

  <T> Optional<T> optional(Class<T> kind, int i) {
    int before = 0;
    for (int j = 0; j < parameters.size(); j++) {
      if (kind.isInstance(parameters.get(j)) && before++ == i) {
        heeded.add(j);
        return Optional.of(kind.cast(parameters.get(j)));
      }
    }
    return Optional.empty();
  }

  /** Of the first tensor, counted from 0: those given, or the one given, or all. */
  List<Integer> axes() {
    int rank = algebra.shape(x()).rank();
    int[] given = optional(int[].class, 0)
        .orElseGet(() -> optional(Integer.class, 0).map(axis -> new int[]{axis}).orElseGet(() -> new int[0]));
    return given.length == 0
        ? IntStream.range(0, rank).boxed().toList()
        : new ArrayList<>(Arrays.stream(given).mapToObj(axis -> counted(axis, rank)).toList());
  }

  /** The only one of the axes. */
  int axis() {
    List<Integer> axes = axes();
    if (axes.size() != 1) {
      throw new BadRequestException("The axes " + axes + " of " + algebra.shape(x()) + " are not one; give one");
    }
    return axes.getFirst();
  }

  /** The axis given, or the last one. */
  int lastAxis() {
    int rank = algebra.shape(x()).rank();
    return optional(Integer.class, 0).map(axis -> counted(axis, rank)).orElse(rank - 1);
  }

  static int counted(int axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new BadRequestException("There is no axis " + axis + " of " + rank + "; give one from 0 or from -1");
    }
    return axis < 0 ? axis + rank : axis;
  }

  Shape shape(int i) {
    return algebra.shape(get(i));
  }

  Optional<Values> values() {
    return optional(Values.class, 0);
  }

  /** Whether the formula asked for every parameter. */
  boolean allHeeded() {
    return heeded.size() == parameters.size();
  }
}
