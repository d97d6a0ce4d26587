package io.parley.protocols.spdz2k;

import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.WideTensor;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.Group;
import io.parley.protocols.spi.Share;
import org.jspecify.annotations.Nullable;

/** What the provider knows of numbers x: the shape, and the mask r of their opening. */
final class DealerNumber implements Share {
  private final Shape shape;
  private final int width;
  private final DealerScope lane;
  private final MacKeys keys;
  private @Nullable RingTensor mask;

  DealerNumber(Shape shape, int width, DealerScope op, MacKeys keys) {
    this.shape = shape;
    this.width = width;
    this.lane = op.lane();
    this.keys = keys;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  int width() {
    return width;
  }

  /** r mod 2^64; the first call deals the MACs of r. */
  RingTensor mask() {
    if (mask == null) {
      WideTensor r = WideTensor.ofWords(shape, lane.random(2 * shape.size(), Group.WIDE));
      lane.deal(r.mul(keys.alpha()).words(RawAccess.grant()), Group.WIDE);
      mask = r.low();
    }
    return mask;
  }
}
