/** How fast the lanes between two JVMs are, for {@code parley bench transport}. */
@NullMarked
package io.parley.benchmarks.transport;

import org.jspecify.annotations.NullMarked;
