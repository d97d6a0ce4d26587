package io.parley.protocols.plain;

import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.Words;
import io.parley.protocols.Protocol;
import io.parley.protocols.Roles;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.Sharing;
import io.parley.protocols.spi.Side;
import java.security.SecureRandom;
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
  public Sharing sharing() {
    return new Sharing() {
      @Override
      public List<long[]> split(Words secret, int parties, SecureRandom random) {
        return List.of(secret.words(RawAccess.grant()));
      }

      @Override
      public List<Integer> payloadWords(int secretWords, int parties) {
        return List.of(secretWords);
      }

      @Override
      public RingTensor combine(Shape shape, List<long[]> payloads) {
        return RingTensor.of(shape, payloads.getFirst());
      }

      @Override
      public BitTensor combineBits(Shape shape, List<long[]> payloads) {
        return BitTensor.of(shape, payloads.getFirst());
      }

      @Override
      public int releasedWords(int outputWords) {
        return outputWords;
      }
    };
  }

  @Override
  public Side<PartyScope, ?, ?> party(Roles roles, int self) {
    return (Side<PartyScope, PlainNumber, PlainBits>) _ -> new PlainParty();
  }

  @Override
  public Side<DealerScope, ?, ?> dealer(Roles roles) {
    throw new IllegalStateException("The protocol 'plain' has no dealer");
  }

  @Override
  public Side<CostScope, ?, ?> costs(Roles roles) {
    return (Side<CostScope, ShapeOnly, ShapeOnly>) _ -> new PlainCosts();
  }
}
