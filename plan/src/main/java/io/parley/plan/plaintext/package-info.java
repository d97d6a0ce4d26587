@NullMarked
package io.parley.plan.plaintext;

import org.jspecify.annotations.NullMarked;
