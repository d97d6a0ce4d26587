package io.parley.protocols.spi;

import java.security.SecureRandom;

/** What the owner of an input, or the receiver of an output, has for it. */
public interface ClientScope {
  Roles roles();

  SecureRandom random();

  /**
   * The next words of the client's private stream with the provider, for this input or output; the dealer calls
   * {@link DealerScope#client}. Only for a protocol with {@link io.parley.protocols.spi.Protocol#dealsToClient}.
   */
  long[] tape(int count);
}
