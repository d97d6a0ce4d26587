package io.parley.protocols.dealt;

import io.parley.crypto.Shape;
import io.parley.protocols.spi.CostScope;

/** The declared costs of a family with a dealer. */
public abstract class CostWalk extends WidthWalk<CostNumber> {
  protected final CostScope op;

  protected CostWalk(CostScope op) {
    this.op = op;
  }

  @Override
  protected final CostNumber number(Shape shape, int width) {
    return new CostNumber(shape, width, op);
  }
}
