/** What the benchmarks measure, and their results: as files, compared with each other, and as a page with charts. */
@NullMarked
package io.parley.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
