package io.parley.nd4j.samediff;

import io.parley.crypto.Shape;
import io.parley.plan.Values;

/** What a variable of a SameDiff graph stands for. */
sealed interface SdValue {
  Shape shape();

  /**
   * A tensor that the graph determines.
   *
   * @param weight whether it depends on trained variables, so that it must stay secret if they do
   */
  record Known(String name, Values values, boolean weight) implements SdValue {
    @Override
    public Shape shape() {
      return values.shape();
    }
  }

  /** A tensor that the plan computes. */
  record Live(int node, Shape shape) implements SdValue {}
}
