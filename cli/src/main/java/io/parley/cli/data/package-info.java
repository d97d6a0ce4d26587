/**
 * Reads data: arrays in IDX and NPY files, plain or gzipped, a batch at a time; whole arrays in NPY, NPZ and CSV files.
 * Writes outputs as NPY, NPZ and CSV.
 */
@NullMarked
package io.parley.cli.data;

import org.jspecify.annotations.NullMarked;
