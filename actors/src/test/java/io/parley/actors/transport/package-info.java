@NullMarked
package io.parley.actors.transport;

import org.jspecify.annotations.NullMarked;
