package io.parley.plan.onnx;

import io.parley.plan.Plan;
import io.parley.plan.Values;
import java.util.Map;

/**
 * A model, bound to a batch.
 *
 * @param surfacePlan to be lowered
 * @param weights the inputs of the plan that the model's owner brings, by their names in the file (transposed, scaled or
 *        reshaped as the plan needs them); empty if weights are public
 */
public record Imported(Plan surfacePlan, Map<String, Values> weights) {
  public Imported {
    weights = Map.copyOf(weights);
  }
}
