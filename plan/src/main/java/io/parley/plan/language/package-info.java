/** The ops of plans as a vocabulary: by name, with their attributes, for codecs, the text form and the reference. */
@NullMarked
package io.parley.plan.language;

import org.jspecify.annotations.NullMarked;
