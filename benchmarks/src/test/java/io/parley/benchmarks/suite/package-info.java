@NullMarked
package io.parley.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
