package io.parley.actors.tape;

import io.parley.client.Tape;

/**
 * One role's part of a tape, as a store describes it.
 *
 * @param role whose it is, see {@link io.parley.protocols.spi.Roles}
 * @param createdMillis when it was made, in milliseconds since 1970, by its node's clock
 * @param bytes of its file
 */
public record TapePart(Tape tape, int role, long createdMillis, long bytes) {}
