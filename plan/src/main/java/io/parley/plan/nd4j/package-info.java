/** ND4J's arrays and SameDiff's graphs as values and plans. */
@NullMarked
package io.parley.plan.nd4j;

import org.jspecify.annotations.NullMarked;
