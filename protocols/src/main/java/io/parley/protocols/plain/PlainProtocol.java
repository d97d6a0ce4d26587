package io.parley.protocols.plain;

import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Words;
import io.parley.plan.DType;
import io.parley.plan.TensorType;
import io.parley.protocols.spi.ClientScope;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.Sharing;
import io.parley.protocols.spi.Side;
import java.util.List;
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
    return new Sharing() {
      @Override
      public List<long[]> split(Words secret, ClientScope scope) {
        return List.of(secret.words(RawAccess.grant()));
      }

      @Override
      public int payloadWords(TensorType type, int parties, int party) {
        return type.words();
      }

      @Override
      public Words combine(TensorType type, List<long[]> payloads, ClientScope scope) {
        long[] words = payloads.getFirst();
        return type.dtype() == DType.BIT ? BitTensor.of(type.shape(), words) : RingTensor.of(type.shape(), words);
      }

      @Override
      public int releasedWords(TensorType type, int parties, int party) {
        return type.words();
      }
    };
  }

  @Override
  public Side<PartyScope, ?, ?> party(PartyScope session) {
    return (Side<PartyScope, PlainNumber, PlainBits>) _ -> new PlainParty();
  }

  @Override
  public Side<CostScope, ?, ?> costs(CostScope session) {
    return (Side<CostScope, ShapeOnly, ShapeOnly>) _ -> new PlainCosts();
  }
}
