/** Circuits over bit-sliced planes that several protocols evaluate, each over its own shares. */
@NullMarked
package io.parley.protocols.circuit;

import org.jspecify.annotations.NullMarked;
