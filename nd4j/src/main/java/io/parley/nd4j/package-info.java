/**
 * The methods of ND4J's that run on secrets, by its names, on the tensors of a trace. They are generated from the catalogue of
 * ops at build.
 */
@NullMarked
package io.parley.nd4j;

import org.jspecify.annotations.NullMarked;
