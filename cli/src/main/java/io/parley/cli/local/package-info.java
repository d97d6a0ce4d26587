/** A whole cluster on this machine, each node in a JVM of its own, for {@code parley quickstart}. */
@NullMarked
package io.parley.cli.local;

import org.jspecify.annotations.NullMarked;
