package io.parley.protocols.dealt;

import io.parley.protocols.spi.Share;

/** What a role holds of numbers that need no more than some bits; see {@link io.parley.protocols.spi.Width}. */
public interface WidthShare extends Share {
  int width();
}
