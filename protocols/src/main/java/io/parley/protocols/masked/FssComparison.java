package io.parley.protocols.masked;

import io.parley.crypto.BitTensor;
import io.parley.crypto.DcfSign;
import io.parley.crypto.RawAccess;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.Group;
import io.parley.protocols.spi.PartyScope;
import java.util.Arrays;

/**
 * By function secret sharing between two parties: each turns Δ into its share of the sign without a message, with keys for
 * λ that the provider gives to both; see {@link DcfSign}. One round opens the sign under a mask, at 912 bytes of tape an
 * element of 64 bits for each party, and as much work as 57 AES blocks.
 */
final class FssComparison implements Comparing {
  private static final RawAccess RAW = RawAccess.grant();
  /** So much is held at once. */
  private static final int GROUP = 1 << 14;

  /** The public salt, then the corrections. */
  private static int words(int width, int count) {
    return 1 + DcfSign.of(width, 0).correctionWords(count);
  }

  @Override
  public PartyBits signs(PartyScope op, PartyNumber x) {
    long[] delta = x.delta().words(RAW);
    long[] share = new long[BitTensor.wordCount(delta.length)];
    for (int from = 0; from < delta.length; from += GROUP) {
      long[] group = Arrays.copyOfRange(delta, from, Math.min(delta.length, from + GROUP));
      long[] roots = op.random(DcfSign.rootWords(group.length));
      op.random(1);
      long[] key = op.given(words(x.width(), group.length));
      long[] signs = DcfSign.of(x.width(), key[0]).evaluate(op.self(), roots, Arrays.copyOfRange(key, 1, key.length),
          group);
      System.arraycopy(signs, 0, share, from / 64, signs.length);
    }
    long[] lambda = op.random(share.length);
    for (int k = 0; k < share.length; k++) {
      share[k] ^= lambda[k];
    }
    return new PartyBits(BitTensor.of(x.shape(), op.openBits(share)), BitTensor.of(x.shape(), lambda));
  }

  @Override
  public void deal(DealerScope op, DealerNumber x) {
    long[] lambda = x.lambda().words(RAW);
    for (int from = 0; from < lambda.length; from += GROUP) {
      long[] group = Arrays.copyOfRange(lambda, from, Math.min(lambda.length, from + GROUP));
      int roots = DcfSign.rootWords(group.length);
      long[] roots0 = op.drawn(0, roots);
      long[] roots1 = op.drawn(1, roots);
      long salt = op.random(1, Group.RING)[0];
      DcfSign sign = DcfSign.of(x.width(), salt);
      long[] corrections = new long[sign.correctionWords(group.length)];
      sign.deal(group, roots0, roots1, corrections);
      long[] key = new long[1 + corrections.length];
      key[0] = salt;
      System.arraycopy(corrections, 0, key, 1, corrections.length);
      op.give(0, key);
      op.give(1, key);
    }
  }

  /** 1 round of 1 plane. */
  @Override
  public void cost(CostScope op, int width, int size) {
    for (int from = 0; from < size; from += GROUP) {
      int words = words(width, Math.min(GROUP, size - from));
      op.give(0, words);
      op.give(1, words);
    }
    op.exchange(BitTensor.wordCount(size));
  }
}
