/** The command {@code parley bench}. */
@NullMarked
package io.parley.benchmarks.command;

import org.jspecify.annotations.NullMarked;
