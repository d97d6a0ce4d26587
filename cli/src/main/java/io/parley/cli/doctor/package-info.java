/** What {@code parley doctor} looks at. */
@NullMarked
package io.parley.cli.doctor;

import org.jspecify.annotations.NullMarked;
