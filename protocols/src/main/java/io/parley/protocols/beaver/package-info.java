/**
 * Additive sharing with a provider that deals correlated randomness: any number of parties from 2 on, semi-honest, up to
 * n − 1 of them colluding. The provider is trusted not to collude with a party; it sees no input, no share and no opened
 * value. See {@link io.parley.protocols.beaver.BeaverProtocol}.
 */
@NullMarked
package io.parley.protocols.beaver;

import org.jspecify.annotations.NullMarked;
