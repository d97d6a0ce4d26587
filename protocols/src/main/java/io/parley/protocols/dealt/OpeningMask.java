package io.parley.protocols.dealt;

import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.DealerScope;
import org.jspecify.annotations.Nullable;

/** What the provider knows of numbers x: the shape, and the mask r of their opening c = x + r. */
public final class OpeningMask implements WidthShare {
  private final Shape shape;
  private final int width;
  private final DealerScope lane;
  private final Source source;
  private @Nullable RingTensor mask;

  /** Draws a mask, and deals what goes with it. */
  @FunctionalInterface
  public interface Source {
    /** r mod 2^64. */
    RingTensor draw(DealerScope lane, Shape shape);
  }

  /** @param op that makes x */
  OpeningMask(Shape shape, int width, DealerScope op, Source source) {
    this.shape = shape;
    this.width = width;
    this.lane = op.lane();
    this.source = source;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public int width() {
    return width;
  }

  /** r mod 2^64, drawn when an op first needs it. */
  public RingTensor mask() {
    if (mask == null) {
      mask = source.draw(lane, shape);
    }
    return mask;
  }

  @Override
  public String toString() {
    return "OpeningMask" + shape;
  }
}
