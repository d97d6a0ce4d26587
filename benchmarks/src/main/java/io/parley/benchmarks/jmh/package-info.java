@NullMarked
package io.parley.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
