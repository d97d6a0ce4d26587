/** Functions of secret numbers, made of what every protocol has. */
@NullMarked
package io.parley.plan.lowering.functions;

import org.jspecify.annotations.NullMarked;
