package io.parley.protocols;

import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Sharing;
import io.parley.protocols.spi.Side;
import java.util.Optional;

/** A protocol family. Implementations are found through {@link java.util.ServiceLoader}. */
public interface Protocol {
  /** As users write it, in lower case. */
  String name();

  /** Why so many parties cannot run it, in one line with the remedy; empty if they can. */
  Optional<String> refuses(int parties);

  /** Whether a provider deals a tape. */
  boolean needsProvider();

  Sharing sharing();

  /** A party's side of one session. */
  Side<PartyScope, ?, ?> party(Roles roles, int self);

  /** The provider's side of one session; called only if {@link #needsProvider}. */
  Side<DealerScope, ?, ?> dealer(Roles roles);

  /** The declared costs, as a walk of the same plan. */
  Side<CostScope, ?, ?> costs(Roles roles);
}
