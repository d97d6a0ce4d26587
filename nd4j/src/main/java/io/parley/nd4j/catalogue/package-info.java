/** What of ND4J's public API runs on secrets, how, and if not, why. */
@NullMarked
package io.parley.nd4j.catalogue;

import org.jspecify.annotations.NullMarked;
