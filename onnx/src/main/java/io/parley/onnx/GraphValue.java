package io.parley.onnx;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** What a tensor name of an ONNX graph stands for. */
sealed interface GraphValue permits GraphValue.Known, GraphValue.Live, Linear {
  Shape shape();

  Element element();

  /** The same numbers under another type. */
  GraphValue as(Element to);

  /**
   * A tensor that the file determines.
   *
   * @param name as a weight of the plan
   * @param weight whether it depends on the weights, so that it must stay secret if they do
   */
  record Known(String name, Values values, boolean weight, Element element) implements GraphValue {
    /** What follows from the shapes or is written into the graph. */
    static Known structure(String name, Values values, Element element) {
      return new Known(name, values, false, element);
    }

    @Override
    public Shape shape() {
      return values.shape();
    }

    @Override
    public Known as(Element to) {
      return new Known(name, values, weight, to);
    }

    Known map(DoubleUnaryOperator f) {
      return new Known(name, Values.of(shape(), Arrays.stream(values.data()).map(f).toArray()), weight, element);
    }

    Known named(String to) {
      return new Known(to, values, weight, element);
    }
  }

  /** A tensor that the plan computes: a node of bits, integers or numbers; integers may be the booleans 0 and 1. */
  record Live(int node, Shape shape, Element element) implements GraphValue {
    @Override
    public Live as(Element to) {
      return new Live(node, shape, to);
    }
  }
}
