package io.parley.protocols.masked;

import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.Group;
import io.parley.protocols.spi.Share;
import io.parley.protocols.spi.Width;
import org.jspecify.annotations.Nullable;

/** What the provider knows of numbers x mod 2^width: λ of Δ = x + λ. */
final class DealerNumber implements Share {
  private static final RawAccess RAW = RawAccess.grant();

  private final RingTensor lambda;
  private final int width;
  private final @Nullable DealerScope lane;
  private @Nullable DealerNumber full;

  private DealerNumber(RingTensor lambda, int width, @Nullable DealerScope lane) {
    this.lambda = lambda;
    this.width = width;
    this.lane = lane;
  }

  static DealerNumber full(RingTensor lambda) {
    return new DealerNumber(lambda, Width.FULL, null);
  }

  static DealerNumber narrow(RingTensor lambda, int width, DealerScope op) {
    return new DealerNumber(lambda, width, op.lane());
  }

  @Override
  public Shape shape() {
    return lambda.shape();
  }

  RingTensor lambda() {
    return lambda;
  }

  int width() {
    return width;
  }

  boolean isFull() {
    return lane == null;
  }

  /** In Z_2^64; deals for it, once. */
  DealerNumber full() {
    if (lane == null) {
      return this;
    }
    if (full == null) {
      long[] words = lambda.words(RAW);
      lane.deal(Extension.low(words, width), Group.RING);
      lane.deal(Extension.wrap(words, width), Group.RING);
      full = full(RingTensor.of(shape(), lane.random(words.length, Group.RING)));
    }
    return full;
  }

  @Override
  public String toString() {
    return "DealerNumber" + shape();
  }
}
