/** Products opened once per output, under masks that the provider knows; see {@link io.parley.protocols.masked.MaskedProtocol}. */
@NullMarked
package io.parley.protocols.masked;

import org.jspecify.annotations.NullMarked;
