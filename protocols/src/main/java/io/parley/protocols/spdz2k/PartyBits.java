package io.parley.protocols.spdz2k;

import io.parley.crypto.Shape;
import io.parley.protocols.spi.Share;

/** A party's ⟦b⟧ for a tensor of bits: one plane. */
record PartyBits(Shape shape, AuthenticatedBits share) implements Share {}
