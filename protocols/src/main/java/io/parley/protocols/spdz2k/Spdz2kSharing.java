package io.parley.protocols.spdz2k;

import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingKernels;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Words;
import io.parley.plan.DType;
import io.parley.plan.TensorType;
import io.parley.protocols.spi.ClientScope;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Sharing;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The owner of an input publishes it minus a mask that it has in common with the provider. The receiver of an output gets
 * it plus such a mask from every party, and takes it only if all say the same: one of them is honest, and has checked what
 * it says. Neither takes a MAC key.
 *
 * <p>An owner that publishes different differences to different parties gains nothing: the value is the one that party 0
 * adds up with, and the MAC shares of the others are off by their α_i times the difference, which nobody knows, so the
 * next check fails.
 */
final class Spdz2kSharing implements Sharing {
  private static final RawAccess RAW = RawAccess.grant();

  @Override
  public List<long[]> split(Words secret, ClientScope scope) {
    long[] words = secret.words(RAW);
    long[] masked = new long[words.length];
    long[] mask = scope.tape(words.length);
    switch (secret) {
      case RingTensor _ -> RingKernels.get().sub(words, mask, masked);
      case BitTensor _ -> RingKernels.get().xor(words, mask, masked);
    }
    return Collections.nCopies(scope.roles().parties(), masked);
  }

  @Override
  public int payloadWords(TensorType type, int parties, int party) {
    return type.words();
  }

  @Override
  public Words combine(TensorType type, List<long[]> payloads, ClientScope scope) {
    long[] masked = payloads.getFirst();
    for (int party = 1; party < payloads.size(); party++) {
      if (!Arrays.equals(payloads.get(party), masked)) {
        throw new PeerFaultException(-1, scope.roles().describe(0) + " and " + scope.roles().describe(party)
            + " disagree on an output: one of them tampered with it. It is not shown");
      }
    }
    long[] mask = scope.tape(masked.length);
    long[] out = new long[masked.length];
    if (type.dtype() == DType.BIT) {
      RingKernels.get().xor(masked, mask, out);
      return BitTensor.of(type.shape(), out);
    }
    RingKernels.get().sub(masked, mask, out);
    return RingTensor.of(type.shape(), out);
  }

  @Override
  public int releasedWords(TensorType type, int parties, int party) {
    return type.words();
  }
}
