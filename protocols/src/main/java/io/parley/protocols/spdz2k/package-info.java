/**
 * SPDZ over Z_2^(64+64) with a trusted dealer: malicious security with abort against up to n − 1 of n parties. See
 * {@link io.parley.protocols.spdz2k.Spdz2kProtocol}.
 */
@NullMarked
package io.parley.protocols.spdz2k;

import org.jspecify.annotations.NullMarked;
