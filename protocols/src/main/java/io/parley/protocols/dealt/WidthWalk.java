package io.parley.protocols.dealt;

import io.parley.crypto.Shape;
import io.parley.protocols.spi.ShapeWalk;
import io.parley.protocols.spi.Width;
import java.util.List;

/** A side without shares that follows the widths of numbers. */
abstract class WidthWalk<N extends WidthShare> extends ShapeWalk<N> {
  /** The value of this op, as yet unopened. */
  protected abstract N number(Shape shape, int width);

  @Override
  protected final N number(Shape shape) {
    return number(shape, Width.FULL);
  }

  @Override
  protected final N linear(Shape shape, List<N> operands) {
    return number(shape, Width.narrowest(operands.stream().map(WidthShare::width).toList()));
  }
}
