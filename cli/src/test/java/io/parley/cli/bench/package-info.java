@NullMarked
package io.parley.cli.bench;

import org.jspecify.annotations.NullMarked;
