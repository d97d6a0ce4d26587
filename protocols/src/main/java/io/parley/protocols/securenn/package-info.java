/**
 * SecureNN: two parties share, a third one helps and holds nothing; semi-honest, one corruption. See
 * {@link io.parley.protocols.securenn.SecureNnProtocol}.
 */
@NullMarked
package io.parley.protocols.securenn;

import org.jspecify.annotations.NullMarked;
