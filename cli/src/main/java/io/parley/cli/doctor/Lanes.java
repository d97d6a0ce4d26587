package io.parley.cli.doctor;

import jdk.incubator.vector.LongVector;

/** Apart, so that the class is not loaded without the vector module. */
final class Lanes {
  private Lanes() {}

  /** How many words one vector register holds. */
  static int count() {
    return LongVector.SPECIES_PREFERRED.length();
  }
}
