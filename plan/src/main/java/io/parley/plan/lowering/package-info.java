@NullMarked
package io.parley.plan.lowering;

import org.jspecify.annotations.NullMarked;
