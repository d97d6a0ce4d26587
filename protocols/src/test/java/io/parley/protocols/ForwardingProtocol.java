package io.parley.protocols;

import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Sharing;
import io.parley.protocols.spi.Side;
import java.util.Optional;

/** A protocol that is another one, but for what a test overrides. */
abstract class ForwardingProtocol implements Protocol {
  private final Protocol host;

  ForwardingProtocol(Protocol host) {
    this.host = host;
  }

  @Override
  public String name() {
    return host.name();
  }

  @Override
  public Optional<String> refuses(int parties) {
    return host.refuses(parties);
  }

  @Override
  public boolean needsProvider() {
    return host.needsProvider();
  }

  @Override
  public boolean dealsToClient() {
    return host.dealsToClient();
  }

  @Override
  public boolean hasPairKeys() {
    return host.hasPairKeys();
  }

  @Override
  public long wordsBetweenCheckpoints() {
    return host.wordsBetweenCheckpoints();
  }

  @Override
  public int comparableBits() {
    return host.comparableBits();
  }

  @Override
  public boolean mixesComparisons() {
    return host.mixesComparisons();
  }

  @Override
  public Sharing sharing() {
    return host.sharing();
  }

  @Override
  public Side<PartyScope, ?, ?> party(PartyScope session) {
    return host.party(session);
  }

  @Override
  public Side<DealerScope, ?, ?> dealer(DealerScope session) {
    return host.dealer(session);
  }

  @Override
  public Side<CostScope, ?, ?> costs(CostScope session) {
    return host.costs(session);
  }
}
