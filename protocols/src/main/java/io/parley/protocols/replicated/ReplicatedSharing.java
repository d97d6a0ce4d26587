package io.parley.protocols.replicated;

import io.parley.crypto.AdditiveSharing;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Seed;
import io.parley.crypto.Shape;
import io.parley.crypto.Words;
import io.parley.plan.TensorType;
import io.parley.protocols.spi.ClientScope;
import io.parley.protocols.spi.Payloads;
import io.parley.protocols.spi.Sharing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Components 0 and 1 travel as seeds of 4 words, component 2 in full; party i gets components i and i + 1, in this order.
 * Outputs come back as one word an element from each party, their sum.
 */
public final class ReplicatedSharing implements Sharing {
  private static final RawAccess RAW = RawAccess.grant();

  @Override
  public List<long[]> split(Words secret, ClientScope scope) {
    List<long[]> pieces = AdditiveSharing.split(secret, 3, scope.random()).stream().map(p -> p.words(RAW)).toList();
    List<long[]> payloads = new ArrayList<>();
    for (int party = 0; party < 3; party++) {
      long[] own = pieces.get(party);
      long[] next = pieces.get((party + 1) % 3);
      payloads.add(Payloads.concat(own, next));
    }
    return payloads;
  }

  @Override
  public int payloadWords(TensorType type, int parties, int party) {
    return party == 0 ? 2 * Seed.WORDS : Seed.WORDS + type.words();
  }

  @Override
  public Words combine(TensorType type, List<long[]> payloads, ClientScope scope) {
    return Payloads.sum(type, payloads);
  }

  @Override
  public int releasedWords(TensorType type, int parties, int party) {
    return type.words();
  }

  /** A party's share of a tensor of numbers, from its payload. */
  static PartyNumber number(Shape shape, long[] payload, int party) {
    int cut = cut(payload, party);
    return new PartyNumber(numbers(shape, Arrays.copyOf(payload, cut), party), numbers(shape,
        Arrays.copyOfRange(payload, cut, payload.length), party + 1));
  }

  static PartyBits bits(Shape shape, long[] payload, int party) {
    int cut = cut(payload, party);
    return new PartyBits(bitTensor(shape, Arrays.copyOf(payload, cut), party), bitTensor(shape,
        Arrays.copyOfRange(payload, cut, payload.length), party + 1));
  }

  /** Where the next component begins. */
  private static int cut(long[] payload, int party) {
    return party < 2 ? Seed.WORDS : payload.length - Seed.WORDS;
  }

  private static RingTensor numbers(Shape shape, long[] piece, int component) {
    return component == 2 ? RingTensor.of(shape, piece) : AdditiveSharing.expandRing(Seed.ofWords(piece), shape);
  }

  private static BitTensor bitTensor(Shape shape, long[] piece, int component) {
    return component == 2 ? BitTensor.of(shape, piece) : AdditiveSharing.expandBits(Seed.ofWords(piece), shape);
  }
}
