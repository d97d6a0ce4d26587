package io.parley.protocols.plain;

import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.Sharing;
import io.parley.protocols.spi.Side;
import java.util.Optional;

/** One party that sees everything: what the fixed-point arithmetic itself gives, and what it costs without protection. */
public final class PlainProtocol implements Protocol {
  @Override
  public String name() {
    return "plain";
  }

  @Override
  public Optional<String> refuses(int parties) {
    return parties == 1
        ? Optional.empty()
        : Optional.of("The protocol 'plain' protects nothing and runs with 1 party, not " + parties
            + "; choose another protocol, or one party");
  }

  @Override
  public boolean needsProvider() {
    return false;
  }

  @Override
  public boolean separates() {
    return true;
  }

  @Override
  public Sharing sharing() {
    return new PlainSharing();
  }

  @Override
  public Side<PartyScope, ?, ?> party(PartyScope session) {
    return (Side<PartyScope, PartyNumber, PartyBits>) _ -> new PlainParty();
  }

  @Override
  public Side<CostScope, ?, ?> costs(CostScope session) {
    return (Side<CostScope, ShapeOnly, ShapeOnly>) _ -> new PlainCosts();
  }
}
