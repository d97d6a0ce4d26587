@NullMarked
package io.parley.plan.nd4j;

import org.jspecify.annotations.NullMarked;
