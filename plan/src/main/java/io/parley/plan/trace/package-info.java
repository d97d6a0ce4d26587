@NullMarked
package io.parley.plan.trace;

import org.jspecify.annotations.NullMarked;
