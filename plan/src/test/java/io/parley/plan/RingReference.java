package io.parley.plan;

import io.parley.plan.plaintext.FixedPointInterpreter;
import java.util.Map;

/** Lowered plans on ring words; unlike real numbers they show every scale. */
public final class RingReference {
  private RingReference() {}

  public static Map<String, Values> run(Plan plan, Map<String, Values> inputs) {
    return FixedPointInterpreter.run(plan, inputs);
  }
}
