package io.parley.protocols.plain;

import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Words;
import io.parley.plan.DType;
import io.parley.plan.TensorType;
import io.parley.protocols.spi.ClientScope;
import io.parley.protocols.spi.Sharing;
import java.util.List;

/** The one party gets the words, and gives them back, as they are. */
final class PlainSharing implements Sharing {
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
}
