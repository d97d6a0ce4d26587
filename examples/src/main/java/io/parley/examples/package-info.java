@NullMarked
package io.parley.examples;

import org.jspecify.annotations.NullMarked;
