@NullMarked
package io.parley.nd4j.catalogue;

import org.jspecify.annotations.NullMarked;
