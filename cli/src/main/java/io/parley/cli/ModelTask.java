package io.parley.cli;

import io.parley.client.RunMode;
import io.parley.onnx.Sizes;
import io.parley.plan.BadRequestException;
import io.parley.plan.WeightVisibility;
import io.parley.protocols.cost.ComparisonChoice;
import java.util.Map;
import java.util.Optional;

/**
 * How a model is to be run.
 *
 * @param batch how many rows at once; with tapes, that for which they were made
 * @param dimensions the sizes of other open dimensions by their names
 * @param comparisons how they are made; empty for as the protocol does by itself
 * @param ranges what becomes of values that may not fit
 */
record ModelTask(int batch, Map<String, Integer> dimensions, WeightVisibility weights, String protocol, RunMode mode,
    Optional<ComparisonChoice> comparisons, RangeOptions ranges) {
  ModelTask {
    if (batch < 1) {
      throw new BadRequestException("--batch must be at least 1, not " + batch);
    }
    dimensions = Map.copyOf(dimensions);
  }

  /** With a batch that is no larger than there are rows, unless tapes were made for it. */
  ModelTask forRows(int rows) {
    return mode == RunMode.STORED || batch <= rows
        ? this
        : new ModelTask(rows, dimensions, weights, protocol, mode, comparisons, ranges);
  }

  Sizes sizes(int ofBatch) {
    return new Sizes(ofBatch, dimensions);
  }
}
