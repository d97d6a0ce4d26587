package io.parley.protocols.masked;

import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.Opening;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Share;
import io.parley.protocols.spi.Width;

/**
 * Numbers x mod 2^width: Δ = x + λ, public. Of the full width, a party also holds λ_i with λ = Σ λ_i; of a smaller one only
 * the provider knows λ, and the bits of Δ from the width on mean nothing.
 */
sealed interface PartyNumber extends Share {
  RingTensor delta();

  int width();

  /** In Z_2^64; may cost a round, once. */
  Full full(PartyScope op);

  /** Sends what {@link #full} needs, if that is not done. */
  void start();

  @Override
  default Shape shape() {
    return delta().shape();
  }

  record Full(RingTensor delta, RingTensor lambda) implements PartyNumber {
    @Override
    public int width() {
      return Width.FULL;
    }

    @Override
    public Full full(PartyScope op) {
      return this;
    }

    @Override
    public void start() {}

    @Override
    public String toString() {
      return "Full" + shape();
    }
  }

  /** What is left of Δ and λ when bits are dropped, and what is linear in that. */
  final class Narrow extends Opening<Full> implements PartyNumber {
    private static final RawAccess RAW = RawAccess.grant();

    private final RingTensor delta;
    private final int width;
    private RingTensor lambda;
    private long[] mine = new long[0];

    Narrow(RingTensor delta, int width, PartyScope op) {
      super(op);
      this.delta = delta;
      this.width = width;
      this.lambda = delta;
    }

    @Override
    public RingTensor delta() {
      return delta;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public Full full(PartyScope op) {
      return await(op);
    }

    @Override
    protected void send(PartyScope own) {
      int n = shape().size();
      long[] low = own.dealt(n);
      long[] wrap = own.dealt(n);
      lambda = RingTensor.of(shape(), own.random(n));
      mine = lambda.words(RAW).clone();
      new Extension(this, own.self() == 0).addTo(mine, low, wrap);
      own.sendToOthers(mine);
    }

    @Override
    protected Full collect(PartyScope own) {
      long[] sum = mine.clone();
      own.addOthers(sum);
      return new Full(RingTensor.of(shape(), sum), lambda);
    }

    @Override
    public String toString() {
      return "Narrow" + shape();
    }
  }
}
