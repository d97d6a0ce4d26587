package io.parley.protocols.masked;

import io.parley.crypto.Shape;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.Share;
import io.parley.protocols.spi.Width;

/** What an estimate holds of numbers: their width, and whether it has been paid for to bring them to the full one. */
final class CostNumber implements Share {
  private final Shape shape;
  private final int width;
  private final CostScope lane;
  private boolean isFull;

  CostNumber(Shape shape, int width, CostScope op) {
    this.shape = shape;
    this.width = width;
    this.lane = op.lane();
    isFull = width == Width.FULL;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  int width() {
    return width;
  }

  /** 2 dealt words, 8 bytes an element and 1 round, once. */
  void full(CostScope op) {
    if (!isFull) {
      isFull = true;
      lane.deal(2L * shape.size());
      lane.exchange(shape.size());
    }
    op.after(lane);
  }
}
