package io.parley.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A model, bound to a batch.
 *
 * @param surfacePlan to be lowered
 * @param weights the inputs of the plan that the model's owner brings, by their names in the file (transposed, scaled or
 *        reshaped as the plan needs them); empty if weights are public
 * @param published by reason, the names of the numbers in the file that all learn who see the plan, although weights are
 *        secret; empty if weights are public
 */
public record Imported(Plan surfacePlan, Map<String, Values> weights, SequencedMap<String, List<String>> published) {
  public Imported {
    weights = Map.copyOf(weights);
    published = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(published));
  }
}
