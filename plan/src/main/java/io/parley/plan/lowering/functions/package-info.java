/** Functions of secret numbers, made of what protocols have. */
@NullMarked
package io.parley.plan.lowering.functions;

import org.jspecify.annotations.NullMarked;
