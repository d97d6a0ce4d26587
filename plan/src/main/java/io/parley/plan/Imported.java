package io.parley.plan;

import java.util.Arrays;
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

  /** Weights below this have a scale of their own, which all learn who see the plan. */
  private static final double SMALL = 0x1p-6;

  /**
   * The bounds of a secret weight that are declared, so that its significant places are kept: powers of two, of a tensor
   * all of whose elements are small; none of others.
   */
  public static List<Double> bounds(Values weights) {
    double largest = Arrays.stream(weights.data()).map(Math::abs).max().orElse(0);
    if (largest == 0 || !(largest < SMALL)) {
      return List.of();
    }
    double bound = Math.scalb(1.0, Math.getExponent(largest) + 1);
    return List.of(-bound, bound);
  }
}
