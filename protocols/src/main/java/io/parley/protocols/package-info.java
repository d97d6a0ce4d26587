@NullMarked
package io.parley.protocols;

import org.jspecify.annotations.NullMarked;
