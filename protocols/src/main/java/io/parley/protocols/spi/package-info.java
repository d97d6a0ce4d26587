/** What a protocol family implements, and what it is given to do so. */
@NullMarked
package io.parley.protocols.spi;

import org.jspecify.annotations.NullMarked;
