@NullMarked
package io.parley.actors.tape;

import org.jspecify.annotations.NullMarked;
