package io.parley.client;

import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run revealed to the client, and what it cost.
 *
 * @param outputs by name
 */
public record RunResult(Map<String, Values> outputs, RunReport report) {
  public RunResult {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
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
