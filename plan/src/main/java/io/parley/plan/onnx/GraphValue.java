package io.parley.plan.onnx;

import io.parley.crypto.Shape;
import io.parley.plan.Values;

/** What a tensor name of an ONNX graph stands for. */
sealed interface GraphValue permits GraphValue.Known, GraphValue.Live, Linear {
  Shape shape();

  /**
   * A tensor that the file determines.
   *
   * @param name as a weight of the plan
   * @param weight whether it depends on the weights, so that it must stay secret if they do
   */
  record Known(String name, Values values, boolean weight) implements GraphValue {
    @Override
    public Shape shape() {
      return values.shape();
    }

    Known named(String to) {
      return new Known(to, values, weight);
    }
  }

  /** A tensor that the plan computes. */
  record Live(int node, Shape shape) implements GraphValue {}
}
