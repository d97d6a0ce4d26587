/** ND4J's arrays and SameDiff's graphs as values and plans. */
@NullMarked
package io.parley.nd4j.samediff;

import org.jspecify.annotations.NullMarked;
