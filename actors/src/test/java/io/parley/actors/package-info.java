@NullMarked
package io.parley.actors;

import org.jspecify.annotations.NullMarked;
