package io.parley.onnx;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.plan.Op;
import java.util.Arrays;
import java.util.Optional;

/**
 * A layer that the plan will compute: a tensor times known weights, plus a known bias. Constants that follow join the
 * weights and the bias, in double precision and at no cost, until another op needs the result; only then is the layer
 * placed. So a batch normalisation behind a layer costs nothing.
 *
 * @param label of the node that made it
 * @param x what is multiplied
 * @param bias of a shape that broadcasts to the result's
 * @param shape of the result
 */
record Linear(String label, Op.Product product, GraphValue.Live x, GraphValue.Known weights,
    Optional<GraphValue.Known> bias,
    Shape shape, Element element) implements GraphValue {
  @Override
  public Linear as(Element to) {
    return new Linear(label, product, x, weights, bias, shape, to);
  }

  /** Whether adding this to the result is adding it to the bias. */
  boolean joinsBias(GraphValue.Known c) {
    return fits(c) && (bias.isEmpty() || !grows(bias.get(), c));
  }

  /**
   * Whether multiplying the result by this is multiplying weights and bias by it. Public weights of a matrix product or
   * a convolution never become secret by that, since the product would cost more.
   */
  boolean joinsWeights(GraphValue.Known c) {
    if (!fits(c) || (bias.isPresent() && grows(bias.get(), c))) {
      return false;
    }
    return switch (product.map()) {
      case Bilinear.Mul _ -> !grows(weights, c);
      case Bilinear.MatMul _ -> (weights.weight() || !c.weight()) && variesAlong(c, shape.rank() - 1);
      case Bilinear.Conv2d _ -> (weights.weight() || !c.weight()) && variesAlong(c, 1);
    };
  }

  Linear plus(GraphAlgebra graph, GraphValue.Known c) {
    return new Linear(label, product, x, weights,
        Optional.of(bias.map(b -> ((Known) graph.add(b, trimmed(graph, c))).named(b.name())).orElse(c)), shape,
        element);
  }

  Linear times(GraphAlgebra graph, GraphValue.Known c) {
    GraphValue along = switch (product.map()) {
      case Bilinear.Mul _ -> c;
      case Bilinear.MatMul _ -> graph.reshape(c, Shape.of(c.shape().size()));
      case Bilinear.Conv2d _ -> graph.reshape(c, Shape.of(c.shape().size(), 1, 1, 1));
    };
    return new Linear(label, product, x, ((Known) graph.mul(weights, along)).named(weights.name()),
        bias.map(b -> ((Known) graph.mul(b, trimmed(graph, c))).named(b.name())), shape, element);
  }

  /** Without leading axes of length 1, so that the bias keeps its shape. */
  private static GraphValue trimmed(GraphAlgebra graph, GraphValue.Known c) {
    return graph.reshape(c, Shape.of(Arrays.stream(c.shape().dims()).dropWhile(d -> d == 1).toArray()));
  }

  private boolean fits(GraphValue.Known c) {
    return c.shape().rank() <= shape.rank() && broadcast(shape, c.shape()).filter(shape::equals).isPresent();
  }

  /** Whether all axes of the result but one see the same constant. */
  private boolean variesAlong(GraphValue.Known c, int axis) {
    int skipped = shape.rank() - c.shape().rank();
    return c.shape().size() == 1 || (axis >= skipped && c.shape().dim(axis - skipped) == c.shape().size());
  }

  private static boolean grows(GraphValue.Known x, GraphValue.Known y) {
    int most = Math.max(x.shape().size(), y.shape().size());
    return broadcast(x.shape(), y.shape()).map(s -> s.size() > most).orElse(true);
  }

  private static Optional<Shape> broadcast(Shape x, Shape y) {
    try {
      return Optional.of(Shape.broadcast(x, y));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
