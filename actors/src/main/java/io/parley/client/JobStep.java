package io.parley.client;

import io.parley.plan.Plan;
import io.parley.plan.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run of several that are agreed upon together.
 *
 * @param inputs those that the plan gives to {@link Plan#CLIENT}, by name
 */
public record JobStep(Plan plan, Map<String, Values> inputs) {
  public JobStep {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /** Inputs are the client's business, not the log's. */
  @Override
  public String toString() {
    return "JobStep[" + plan.name() + "]";
  }
}
