package io.parley.protocols.spdz2k;

import io.parley.crypto.Shape;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.Share;

/** Numbers, and whether they were opened. */
final class CostNumber implements Share {
  private final Shape shape;
  private final int width;
  private final CostScope lane;
  private final Spdz2kCosts.Pending pending;
  private boolean opened;

  CostNumber(Shape shape, int width, CostScope op, Spdz2kCosts.Pending pending) {
    this.shape = shape;
    this.width = width;
    this.lane = op.lane();
    this.pending = pending;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  int width() {
    return width;
  }

  /** 16 bytes an element and 1 round, and 2 dealt words an element, once. */
  void opened(CostScope op) {
    if (!opened) {
      opened = true;
      pending.add();
      lane.deal(2L * shape.size());
      lane.exchange(2L * shape.size());
    }
    op.after(lane);
  }
}
