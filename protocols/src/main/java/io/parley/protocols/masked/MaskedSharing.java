package io.parley.protocols.masked;

import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingKernels;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Words;
import io.parley.plan.DType;
import io.parley.plan.TensorType;
import io.parley.protocols.spi.ClientScope;
import io.parley.protocols.spi.Sharing;
import java.util.Collections;
import java.util.List;

/**
 * The owner of an input publishes Δ = x + λ, with λ of its stream with the provider. The receiver of an output gets x + ρ
 * from the last party, with ρ likewise.
 */
final class MaskedSharing implements Sharing {
  private static final RawAccess RAW = RawAccess.grant();

  @Override
  public List<long[]> split(Words secret, ClientScope scope) {
    long[] words = secret.words(RAW);
    long[] masked = scope.tape(words.length);
    switch (secret) {
      case RingTensor _ -> RingKernels.get().add(words, masked, masked);
      case BitTensor _ -> RingKernels.get().xor(words, masked, masked);
    }
    return Collections.nCopies(scope.roles().parties(), masked);
  }

  @Override
  public int payloadWords(TensorType type, int parties, int party) {
    return type.words();
  }

  @Override
  public Words combine(TensorType type, List<long[]> payloads, ClientScope scope) {
    long[] masked = payloads.getLast();
    long[] out = scope.tape(masked.length);
    if (type.dtype() == DType.BIT) {
      RingKernels.get().xor(masked, out, out);
      return BitTensor.of(type.shape(), out);
    }
    RingKernels.get().sub(masked, out, out);
    return RingTensor.of(type.shape(), out);
  }

  @Override
  public int releasedWords(TensorType type, int parties, int party) {
    return party == parties - 1 ? type.words() : 0;
  }
}
