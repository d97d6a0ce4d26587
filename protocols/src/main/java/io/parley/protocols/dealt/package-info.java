/** What the families with a dealer have in common on the sides that hold no shares: the provider's, and the estimate's. */
@NullMarked
package io.parley.protocols.dealt;

import org.jspecify.annotations.NullMarked;
