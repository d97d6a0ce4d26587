/** Composed operations, written once for all who build plans: traces, importers, passes. */
@NullMarked
package io.parley.plan.formulas;

import org.jspecify.annotations.NullMarked;
