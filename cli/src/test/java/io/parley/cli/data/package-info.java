@NullMarked
package io.parley.cli.data;

import org.jspecify.annotations.NullMarked;
