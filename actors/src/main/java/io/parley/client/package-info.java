/** What users import: {@link io.parley.client.Parley}, how to run, and what comes of it. */
@NullMarked
package io.parley.client;

import org.jspecify.annotations.NullMarked;
