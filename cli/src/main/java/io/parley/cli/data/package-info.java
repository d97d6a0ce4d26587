/** Reads data sets: arrays in IDX and NPY files, plain or gzipped, a batch at a time. */
@NullMarked
package io.parley.cli.data;

import org.jspecify.annotations.NullMarked;
