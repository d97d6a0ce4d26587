package io.parley.nd4j.catalogue;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/** How each op of ND4J is supported, by its name {@code Class.method}. */
public final class Supported {
  static final SortedMap<String, Entry> ALL = all();

  private Supported() {}

  /** How an op runs on secrets, if it does. */
  public static Optional<Recipe> recipe(String op) {
    return Optional.ofNullable(ALL.get(op)).flatMap(Entry::recipe);
  }

  private static SortedMap<String, Entry> all() {
    SupportTable table = new SupportTable();
    MathOps.list(table);
    ComparisonOps.list(table);
    ReductionOps.list(table);
    DistanceOps.list(table);
    LinearAlgebraOps.list(table);
    NeuralOps.list(table);
    ConvolutionOps.list(table);
    LossOps.list(table);
    ShapeOps.list(table);
    RestOfArray.list(table);
    RestOfFactory.list(table);
    return Collections.unmodifiableSortedMap(table.entries);
  }
}
