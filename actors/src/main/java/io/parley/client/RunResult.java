package io.parley.client;

import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run revealed to the client, and what it cost.
 *
 * @param outputs by name
 * @param warnings of {@link RangeCheck#WARN}: why outputs may be wrong, a sentence for each node; empty if they cannot be
 */
public record RunResult(Map<String, Values> outputs, RunReport report, List<String> warnings) {
  public RunResult {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    warnings = List.copyOf(warnings);
  }

  /** Without warnings. */
  public RunResult(Map<String, Values> outputs, RunReport report) {
    this(outputs, report, List.of());
  }

  RunResult withWarnings(List<String> of) {
    return new RunResult(outputs, report, of);
  }

  /**
   * An output by its name; booleans are 0 and 1.
   *
   * @throws BadRequestException if there is none
   */
  public Values output(String name) {
    Values found = outputs.get(name);
    if (found == null) {
      throw new BadRequestException("The plan has no output '" + name + "'. It has " + outputs.keySet());
    }
    return found;
  }

  /** The outputs' names only: what a run reveals is the client's business, not the log's. */
  @Override
  public String toString() {
    return "RunResult" + outputs.keySet();
  }
}
