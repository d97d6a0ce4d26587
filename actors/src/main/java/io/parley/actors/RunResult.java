package io.parley.actors;

import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a run revealed to the client, and what it cost.
 *
 * @param values the outputs by name
 */
public record RunResult(Map<String, Values> values, RunReport report) {
  public RunResult {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** An output as an array of doubles; booleans are 0 and 1. */
  public INDArray output(String name) {
    return NdArrays.fromValues(value(name));
  }

  /** An output without ND4J. */
  public Values value(String name) {
    Values found = values.get(name);
    if (found == null) {
      throw new BadRequestException("The plan has no output '" + name + "'. It has " + values.keySet());
    }
    return found;
  }

  public Map<String, INDArray> outputs() {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    values.forEach((name, value) -> arrays.put(name, NdArrays.fromValues(value)));
    return arrays;
  }

  /** The outputs' names only: what a run reveals is the client's business, not the log's. */
  @Override
  public String toString() {
    return "RunResult" + values.keySet();
  }
}
