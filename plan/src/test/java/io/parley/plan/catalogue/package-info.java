@NullMarked
package io.parley.plan.catalogue;

import org.jspecify.annotations.NullMarked;
