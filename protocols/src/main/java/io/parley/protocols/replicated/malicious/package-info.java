/**
 * Replicated secret sharing among three parties, secure with abort against one malicious party, without a provider: every
 * product and every AND is checked before anything is released. See
 * {@link io.parley.protocols.replicated.malicious.ReplicatedMaliciousProtocol}.
 */
@NullMarked
package io.parley.protocols.replicated.malicious;

import org.jspecify.annotations.NullMarked;
