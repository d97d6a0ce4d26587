package io.parley.protocols.masked;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingKernels;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Separable;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.protocols.masked.PartyNumber.Full;
import io.parley.protocols.masked.PartyNumber.Narrow;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Primitives;
import io.parley.protocols.spi.Width;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** A party's side; the protocol is told in {@link MaskedProtocol}. */
final class MaskedParty implements Primitives<PartyNumber, PartyBits> {
  private static final RawAccess RAW = RawAccess.grant();
  private static final long[] NOTHING = new long[0];

  private final PartyScope op;
  private final Comparing comparing;

  MaskedParty(PartyScope op, Comparing comparing) {
    this.op = op;
    this.comparing = comparing;
  }

  private boolean isFirst() {
    return op.self() == 0;
  }

  private boolean isLast() {
    return op.self() == op.roles().parties() - 1;
  }

  private RingTensor dealt(Shape shape) {
    return RingTensor.of(shape, op.dealt(shape.size()));
  }

  /** [z] + [λ_z] opened for a fresh λ_z; the share is handed over. */
  private Full open(Shape shape, long[] share) {
    long[] lambda = op.random(share.length);
    RingKernels.get().add(share, lambda, share);
    return new Full(RingTensor.of(shape, op.openRing(share)), RingTensor.of(shape, lambda));
  }

  private PartyBits openBits(Shape shape, long[] share) {
    long[] lambda = op.random(share.length);
    RingKernels.get().xor(share, lambda, share);
    return new PartyBits(BitTensor.of(shape, op.openBits(share)), BitTensor.of(shape, lambda));
  }

  // Inputs and outputs

  @Override
  public PartyNumber input(Shape shape, long[] payload) {
    return new Full(RingTensor.of(shape, payload), dealt(shape));
  }

  @Override
  public PartyBits inputBits(Shape shape, long[] payload) {
    return new PartyBits(BitTensor.of(shape, payload), BitTensor.of(shape, op.dealt(payload.length)));
  }

  @Override
  public PartyNumber constant(RingTensor value) {
    return new Full(value, RingTensor.zeros(value.shape()));
  }

  /** x + ρ = Δ − (λ − ρ), with λ − ρ given to the last party and ρ in common between provider and receiver. */
  @Override
  public long[] release(PartyNumber x) {
    Full full = x.full(op);
    return isLast() ? full.delta().sub(RingTensor.of(x.shape(), op.given(x.shape().size()))).words(RAW) : NOTHING;
  }

  @Override
  public long[] releaseBits(PartyBits x) {
    int words = BitTensor.wordCount(x.shape().size());
    return isLast() ? x.delta().xor(BitTensor.of(x.shape(), op.given(words))).words(RAW) : NOTHING;
  }

  // Linear

  private PartyNumber narrow(RingTensor delta, int width) {
    return new Narrow(delta, width, op);
  }

  private PartyNumber both(PartyNumber x, PartyNumber y, BinaryOperator<RingTensor> map) {
    RingTensor delta = map.apply(x.delta(), y.delta());
    return x instanceof Full a && y instanceof Full b
        ? new Full(delta, map.apply(a.lambda(), b.lambda()))
        : narrow(delta, Math.min(x.width(), y.width()));
  }

  private PartyNumber each(PartyNumber x, UnaryOperator<RingTensor> map) {
    RingTensor delta = map.apply(x.delta());
    return x instanceof Full a ? new Full(delta, map.apply(a.lambda())) : narrow(delta, x.width());
  }

  @Override
  public PartyNumber add(PartyNumber x, PartyNumber y) {
    return both(x, y, RingTensor::add);
  }

  @Override
  public PartyNumber sub(PartyNumber x, PartyNumber y) {
    return both(x, y, RingTensor::sub);
  }

  @Override
  public PartyNumber negate(PartyNumber x) {
    return each(x, RingTensor::negate);
  }

  @Override
  public PartyNumber addPublic(PartyNumber x, RingTensor y) {
    RingTensor delta = x.delta().add(y);
    return x instanceof Full a ? new Full(delta, a.lambda()) : narrow(delta, x.width());
  }

  @Override
  public PartyNumber shiftLeft(PartyNumber x, int bits) {
    return each(x.full(op), part -> part.shiftLeft(bits));
  }

  @Override
  public PartyNumber rearrange(Structure structure, List<PartyNumber> inputs) {
    RingTensor delta = structure.apply(inputs.stream().map(PartyNumber::delta).toList());
    if (inputs.stream().allMatch(Full.class::isInstance)) {
      return new Full(delta, structure.apply(inputs.stream().map(x -> ((Full) x).lambda()).toList()));
    }
    return narrow(delta, inputs.stream().mapToInt(PartyNumber::width).min().orElse(Width.FULL));
  }

  @Override
  public PartyNumber productPublic(Bilinear map, PartyNumber x, RingTensor y) {
    return each(x.full(op), part -> map.apply(part, y));
  }

  @Override
  public PartyNumber productPublic(Bilinear map, RingTensor x, PartyNumber y) {
    return each(y.full(op), part -> map.apply(x, part));
  }

  // Products and truncation

  /** [M(x, y)] = M(Δ_x, Δ_y) − M(Δ_x, [λ_y]) − M([λ_x], Δ_y) + [M(λ_x, λ_y)], opened: 1 round, 8 bytes an output element. */
  @Override
  public PartyNumber product(Bilinear map, PartyNumber x, PartyNumber y) {
    if (Extension.squares(map, x, y, x.width())) {
      int n = x.shape().size();
      return open(x.shape(),
          new Extension(x, isFirst()).square(op.dealt(n), op.dealt(n), op.dealt(n), op.dealt(n)));
    }
    x.start();
    y.start();
    Full a = x.full(op);
    Full b = y.full(op);
    Shape shape = map.shape(x.shape(), y.shape());
    RingTensor crossed = isFirst()
        ? map.apply(a.delta(), b.delta().sub(b.lambda()))
        : map.apply(a.delta(), b.lambda().negate());
    long[] share = crossed.sub(map.apply(a.lambda(), b.delta())).words(RAW);
    RingKernels.get().add(share, op.dealt(shape.size()), share);
    return open(shape, share);
  }

  /** Δ ≫ f and λ ≫ f in Z_2^(w−f): no message, since what a wrap adds is a multiple of 2^(w−f). */
  @Override
  public PartyNumber truncate(PartyNumber x, int bits) {
    PartyNumber from = Width.canDrop(x.width(), bits) ? x : x.full(op);
    long mask = Width.mask(from.width());
    long[] delta = from.delta().words(RAW);
    long[] out = new long[delta.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (delta[i] & mask) >>> bits;
    }
    return narrow(RingTensor.of(x.shape(), out), from.width() - bits);
  }

  /** [f(Δ − λ)] of what is dealt, opened: 1 round, 8 bytes. */
  @Override
  public PartyNumber separated(Separable function, PartyNumber x) {
    int n = x.shape().size();
    long[] share = function.share(x.delta().words(RAW), op.dealt(function.words() * n));
    for (int i = 0; i < n && isFirst(); i++) {
      share[i] += function.constant();
    }
    return open(x.shape(), share);
  }

  // Comparison and bits

  @Override
  public PartyBits isNegative(PartyNumber x) {
    return comparing.signs(op, x);
  }

  @Override
  public PartyBits isNegativeByFss(PartyNumber x) {
    return Comparing.FSS.signs(op, x);
  }

  @Override
  public PartyBits xor(PartyBits x, PartyBits y) {
    return new PartyBits(x.delta().xor(y.delta()), x.lambda().xor(y.lambda()));
  }

  @Override
  public PartyBits xorPublic(PartyBits x, BitTensor y) {
    return new PartyBits(x.delta().xor(y), x.lambda());
  }

  @Override
  public PartyBits not(PartyBits x) {
    return new PartyBits(x.delta().not(), x.lambda());
  }

  @Override
  public PartyBits andPublic(PartyBits x, BitTensor y) {
    return new PartyBits(x.delta().and(y), x.lambda().and(y));
  }

  /** As {@link #product}: 1 round, 1 bit. */
  @Override
  public PartyBits and(PartyBits x, PartyBits y) {
    BitTensor share = x.delta().and(y.lambda()).xor(x.lambda().and(y.delta()));
    if (isFirst()) {
      share = share.xor(x.delta().and(y.delta()));
    }
    long[] words = share.words(RAW);
    RingKernels.get().xor(words, op.dealt(words.length), words);
    return openBits(x.shape(), words);
  }

  /**
   * b·x for b = Δ_b ⊕ λ_b: [λ_b·x] where Δ_b = 0, [x] − [λ_b·x] where it is 1. 1 round, 8 bytes, also if x has yet to be
   * brought to Z_2^64.
   */
  @Override
  public PartyNumber mask(PartyBits bit, PartyNumber x) {
    int n = x.shape().size();
    long[] lambdaBit = op.dealt(n);
    long[] whole = new long[n];
    long[] part;
    if (x instanceof Full full) {
      part = times(full, lambdaBit, op.dealt(n));
      share(full, whole);
    } else {
      Extension extension = new Extension(x, isFirst());
      part = extension.times(lambdaBit, op.dealt(n), op.dealt(n));
      extension.addTo(whole, op.dealt(n), op.dealt(n));
    }
    long[] delta = bit.delta().words(RAW);
    for (int i = 0; i < n; i++) {
      long flip = -((delta[i >> 6] >>> i) & 1);
      whole[i] = ((part[i] ^ flip) - flip) + (whole[i] & flip);
    }
    return open(x.shape(), whole);
  }

  /** [b·x] = Δ·[b] − [b·λ]. */
  private static long[] times(Full x, long[] bit, long[] product) {
    long[] delta = x.delta().words(RAW);
    long[] out = new long[bit.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = delta[i] * bit[i] - product[i];
    }
    return out;
  }

  private void share(Full x, long[] out) {
    long[] delta = x.delta().words(RAW);
    long[] lambda = x.lambda().words(RAW);
    long first = isFirst() ? -1 : 0;
    for (int i = 0; i < out.length; i++) {
      out[i] = (delta[i] & first) - lambda[i];
    }
  }

  /** b = Δ_b + (1 − 2Δ_b)·[λ_b], opened: 1 round, 8 bytes. */
  @Override
  public PartyNumber bitToRing(PartyBits bit) {
    int n = bit.shape().size();
    long[] share = op.dealt(n);
    long[] delta = bit.delta().words(RAW);
    long one = isFirst() ? 1 : 0;
    for (int i = 0; i < n; i++) {
      long flip = -((delta[i >> 6] >>> i) & 1);
      share[i] = ((share[i] ^ flip) - flip) + (one & flip);
    }
    return open(bit.shape(), share);
  }
}
