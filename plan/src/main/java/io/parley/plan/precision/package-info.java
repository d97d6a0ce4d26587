/** How large the values of a plan get, and how far fixed point may be off. */
@NullMarked
package io.parley.plan.precision;

import org.jspecify.annotations.NullMarked;
