@NullMarked
package io.parley.nd4j.samediff;

import org.jspecify.annotations.NullMarked;
