/** Sessions of parties, provider and client: messages, rounds, tapes, metering. */
@NullMarked
package io.parley.protocols.engine;

import org.jspecify.annotations.NullMarked;
