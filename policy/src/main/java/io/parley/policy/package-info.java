/** What a node takes part in: rules that its operator writes, and how a run fares by them; docs/policy.md. */
@NullMarked
package io.parley.policy;

import org.jspecify.annotations.NullMarked;
