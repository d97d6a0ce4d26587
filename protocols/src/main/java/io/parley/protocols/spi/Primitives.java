package io.parley.protocols.spi;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Separable;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import java.util.List;

/**
 * The primitives of a protocol, as one role runs them within one op: straight-line, blocking code on whole tensors. All
 * roles run the same calls in the same order. Numbers live in Z_2^64.
 *
 * @param <A> what the role holds of a tensor of numbers
 * @param <B> what it holds of a tensor of bits
 */
public interface Primitives<A extends Share, B extends Share> {
  /** A tensor that its owner shared; {@code payload} is this role's part, see {@link Sharing}. */
  A input(Shape shape, long[] payload);

  B inputBits(Shape shape, long[] payload);

  /** A public tensor in the form of a share. */
  A constant(RingTensor value);

  A add(A x, A y);

  A sub(A x, A y);

  A negate(A x);

  A addPublic(A x, RingTensor y);

  /** x·2^bits. */
  A shiftLeft(A x, int bits);

  A rearrange(Structure structure, List<A> inputs);

  /** map(x, y), of secrets. */
  A product(Bilinear map, A x, A y);

  /** map(x, y), then truncated; a protocol may do both at once. */
  default A product(Bilinear map, A x, A y, int truncateBits) {
    A z = product(map, x, y);
    return truncateBits == 0 ? z : truncate(z, truncateBits);
  }

  /** map(x, y) for a public y. */
  A productPublic(Bilinear map, A x, RingTensor y);

  /** map(x, y) for a public x. */
  A productPublic(Bilinear map, RingTensor x, A y);

  /** x / 2^bits for |x| < 2^62, rounded down or up: the error is less than one unit. */
  A truncate(A x, int bits);

  /**
   * The function of each element; called only if {@link io.parley.protocols.spi.Protocol#separates}.
   */
  default A separated(Separable function, A x) {
    throw new IllegalStateException("No masks that the provider knows");
  }

  /** x < 0, in two's complement, for |x| up to what {@link io.parley.protocols.spi.Protocol#comparableBits} says. */
  B isNegative(A x);

  /**
   * Likewise, by function secret sharing between two parties; called only if
   * {@link io.parley.protocols.spi.Protocol#mixesComparisons}.
   */
  default B isNegativeByFss(A x) {
    throw new IllegalStateException("There is one way to compare");
  }

  B xor(B x, B y);

  B xorPublic(B x, BitTensor y);

  B not(B x);

  B and(B x, B y);

  B andPublic(B x, BitTensor y);

  /** x where the bit is 1, else 0. */
  A mask(B bit, A x);

  /** The bit as 0 or 1. */
  A bitToRing(B bit);

  /**
   * This role's part of an output, for its receiver and for nobody else; see {@link Sharing}. Everything that led here has
   * passed {@link Side#checkpoint}; what this does itself passes another before any output leaves.
   */
  long[] release(A x);

  long[] releaseBits(B x);
}
