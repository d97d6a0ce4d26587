/** What the tests of several modules have in common. */
@NullMarked
package io.parley.testing;

import org.jspecify.annotations.NullMarked;
