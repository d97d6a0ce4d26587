/** Who is who: names, keys and certificates of nodes and people, and whom to believe. */
@NullMarked
package io.parley.identity;

import org.jspecify.annotations.NullMarked;
