/** What plans cost, before they run: rounds, bytes, memory; and what is chosen and refused by it. */
@NullMarked
package io.parley.protocols.cost;

import org.jspecify.annotations.NullMarked;
