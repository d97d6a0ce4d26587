/** How commands fail. */
@NullMarked
package io.parley.cli.failure;

import org.jspecify.annotations.NullMarked;
