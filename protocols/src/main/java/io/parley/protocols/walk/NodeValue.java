package io.parley.protocols.walk;

import io.parley.crypto.BitTensor;
import io.parley.crypto.RingTensor;

/** The value of one node as one role holds it. */
public sealed interface NodeValue<A, B> {
  record PublicNumbers<A, B>(RingTensor value) implements NodeValue<A, B> {}

  record PublicBits<A, B>(BitTensor value) implements NodeValue<A, B> {}

  record Numbers<A, B>(A share) implements NodeValue<A, B> {}

  record Bits<A, B>(B share) implements NodeValue<A, B> {}
}
