/**
 * Replicated sharing among exactly three parties, semi-honest, at most one of them curious. No provider. See
 * {@link io.parley.protocols.replicated.ReplicatedProtocol}.
 */
@NullMarked
package io.parley.protocols.replicated;

import org.jspecify.annotations.NullMarked;
