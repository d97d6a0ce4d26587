package io.parley.protocols;

import io.parley.crypto.BitTensor;
import io.parley.crypto.RingTensor;

/** The value of one node as one role holds it. */
sealed interface Wire<A, B> {
  record PublicNumbers<A, B>(RingTensor value) implements Wire<A, B> {}

  record PublicBits<A, B>(BitTensor value) implements Wire<A, B> {}

  record Numbers<A, B>(A share) implements Wire<A, B> {}

  record Bits<A, B>(B share) implements Wire<A, B> {}
}
