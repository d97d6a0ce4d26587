package io.parley.protocols;

import io.parley.plan.Plan;
import io.parley.plan.Values;
import java.util.Map;

/**
 * A plan with inputs and what must come out.
 *
 * @param expected the output "z", in the clear
 * @param tolerance how far a value may be off; 0 for exact
 */
record ConformanceCase(String name, Plan plan, Map<String, Values> inputs, double[] expected, double tolerance) {
  @Override
  public String toString() {
    return name;
  }
}
