@NullMarked
package io.parley.crypto;

import org.jspecify.annotations.NullMarked;
