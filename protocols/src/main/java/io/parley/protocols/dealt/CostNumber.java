package io.parley.protocols.dealt;

import io.parley.crypto.Shape;
import io.parley.protocols.spi.CostScope;
import java.util.function.Consumer;

/** What an estimate holds of numbers: their width, and whether the one thing that happens to them at most once is paid for. */
public final class CostNumber implements WidthShare {
  private final Shape shape;
  private final int width;
  private final CostScope lane;
  private boolean paid;

  /** @param op that makes them */
  CostNumber(Shape shape, int width, CostScope op) {
    this.shape = shape;
    this.width = width;
    this.lane = op.lane();
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public int width() {
    return width;
  }

  /** An op waits for what happens once, see {@link io.parley.protocols.spi.Opening}; the first that does so pays. */
  public void once(CostScope op, Consumer<CostScope> payment) {
    if (!paid) {
      paid = true;
      payment.accept(lane);
    }
    op.after(lane);
  }
}
