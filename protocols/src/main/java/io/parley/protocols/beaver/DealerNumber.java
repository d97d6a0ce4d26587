package io.parley.protocols.beaver;

import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.Group;
import io.parley.protocols.spi.Share;
import org.jspecify.annotations.Nullable;

/** What the provider knows of numbers x: the shape, and the mask r of their opening c = x + r. */
final class DealerNumber implements Share {
  private final Shape shape;
  private final int width;
  private final DealerScope lane;
  private @Nullable RingTensor mask;

  DealerNumber(Shape shape, int width, DealerScope op) {
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

  RingTensor mask() {
    if (mask == null) {
      mask = RingTensor.of(shape, lane.random(shape.size(), Group.RING));
    }
    return mask;
  }
}
