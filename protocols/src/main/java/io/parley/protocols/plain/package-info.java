/** No protection at all: one party computes in the clear, as a reference for the others and for tests. */
@NullMarked
package io.parley.protocols.plain;

import org.jspecify.annotations.NullMarked;
