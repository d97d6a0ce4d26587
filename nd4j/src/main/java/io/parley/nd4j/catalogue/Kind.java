package io.parley.nd4j.catalogue;

import java.util.Locale;

/** What an op is about. */
public enum Kind {
  MATH, REDUCTION, LINEAR_ALGEBRA, NN, CNN, RNN, LOSS, IMAGE, BITWISE, RANDOM, SHAPE, IO, OTHER;

  /** Whether it computes with numbers, as models do. */
  public boolean isCore() {
    return switch (this) {
      case MATH, REDUCTION, LINEAR_ALGEBRA, NN, CNN, RNN -> true;
      case LOSS, IMAGE, BITWISE, RANDOM, SHAPE, IO, OTHER -> false;
    };
  }

  /** As tables name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static Kind of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace(' ', '_'));
  }
}
