package io.parley.protocols.masked;

import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.PartyScope;

/** How a masked number's sign becomes shares of a bit. */
interface Comparing {
  Comparing TREE = new TreeComparison();
  Comparing FSS = new FssComparison();

  /** The sign of x, opened under a fresh mask. */
  PartyBits signs(PartyScope op, PartyNumber x);

  /** Deals for it, the mask apart. */
  void deal(DealerScope op, DealerNumber x);

  /** What it costs, the opening included. */
  void cost(CostScope op, int width, int size);
}
