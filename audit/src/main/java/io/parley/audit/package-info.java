/** What a node did, in a log in which nothing can be changed without being noticed; docs/audit.md. */
@NullMarked
package io.parley.audit;

import org.jspecify.annotations.NullMarked;
