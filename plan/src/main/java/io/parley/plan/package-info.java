@NullMarked
package io.parley.plan;

import org.jspecify.annotations.NullMarked;
