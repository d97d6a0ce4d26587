/** How every role walks a plan: the same ops in the same order, each with its own side of the protocol. */
@NullMarked
package io.parley.protocols.walk;

import org.jspecify.annotations.NullMarked;
