package io.parley.protocols.beaver;

import io.parley.crypto.Shape;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.Share;

/** What an estimate holds of numbers: whether their opening has been paid for. */
final class CostNumber implements Share {
  private final Shape shape;
  private final int width;
  private final CostScope lane;
  private boolean opened;

  CostNumber(Shape shape, int width, CostScope op) {
    this.shape = shape;
    this.width = width;
    this.lane = op.lane();
  }

  @Override
  public Shape shape() {
    return shape;
  }

  int width() {
    return width;
  }

  /** 8 bytes an element and 1 round, once. */
  void opened(CostScope op) {
    if (!opened) {
      opened = true;
      lane.exchange(shape.size());
    }
    op.after(lane);
  }
}
