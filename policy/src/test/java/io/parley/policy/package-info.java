@NullMarked
package io.parley.policy;

import org.jspecify.annotations.NullMarked;
