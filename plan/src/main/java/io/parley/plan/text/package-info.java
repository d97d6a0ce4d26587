/** Plans as text that people read, compare and write. */
@NullMarked
package io.parley.plan.text;

import org.jspecify.annotations.NullMarked;
