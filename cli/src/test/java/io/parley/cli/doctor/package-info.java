@NullMarked
package io.parley.cli.doctor;

import org.jspecify.annotations.NullMarked;
