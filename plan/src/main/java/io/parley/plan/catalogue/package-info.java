/** What of ND4J's public API runs on secrets, how, and if not, why. */
@NullMarked
package io.parley.plan.catalogue;

import org.jspecify.annotations.NullMarked;
