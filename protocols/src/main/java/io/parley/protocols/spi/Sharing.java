package io.parley.protocols.spi;

import io.parley.crypto.BitTensor;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.Words;
import java.security.SecureRandom;
import java.util.List;

/** How the owner of an input makes its shares, and how the receiver of an output adds shares up. */
public interface Sharing {
  /** The payloads for the parties, by index. No coalition that the protocol tolerates learns the secret from its own. */
  List<long[]> split(Words secret, int parties, SecureRandom random);

  /** The words of each payload that {@link #split} makes, by party. */
  List<Integer> payloadWords(int secretWords, int parties);

  /** The output, from all parties' released payloads. */
  RingTensor combine(Shape shape, List<long[]> payloads);

  BitTensor combineBits(Shape shape, List<long[]> payloads);

  /** The words that each party releases for an output of so many words. */
  int releasedWords(int outputWords);
}
