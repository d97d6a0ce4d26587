package io.parley.protocols.spi;

import io.parley.crypto.Words;
import io.parley.plan.TensorType;
import java.util.List;

/** How the owner of an input makes its shares, and how the receiver of an output puts shares together. */
public interface Sharing {
  /** The payloads for the parties, by index. No coalition that the protocol tolerates learns the secret from its own. */
  List<long[]> split(Words secret, ClientScope scope);

  /** The words of the payload that {@link #split} makes for a party. */
  int payloadWords(TensorType type, int parties, int party);

  /**
   * The output, from all parties' released payloads: numbers as a RingTensor, bits as a BitTensor.
   *
   * @throws io.parley.protocols.spi.PeerFaultException if the protocol detects cheating, and a payload was tampered with
   */
  Words combine(TensorType type, List<long[]> payloads, ClientScope scope);

  /** The words that a party releases for an output of this type. */
  int releasedWords(TensorType type, int parties, int party);
}
