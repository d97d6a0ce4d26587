/** What maliciously secure protocols have in common: coins and openings that nobody can bias. */
@NullMarked
package io.parley.protocols.check;

import org.jspecify.annotations.NullMarked;
