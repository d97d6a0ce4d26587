package io.parley.crypto;

/**
 * Shares of the sign of x = Δ − λ mod 2^n, where Δ is public and λ is a mask that only the dealer knows: with keys for λ,
 * two parties get the exclusive-or shares of [x &lt; 0], the highest bit of x, without a message.
 *
 * <p>
 * <b>Formula</b> (Boyle et al., "Function Secret Sharing for Mixed-Mode and Fixed-Point Secure Computation", EUROCRYPT 2021,
 * ePrint 2020/1392: one comparison of n − 1 bits). Let
 * Δ = 2^(n−1)·Δ_n + d and λ = 2^(n−1)·λ_n + l. The difference of the low parts borrows from the highest bit iff d &lt; l, so
 *
 * <pre>
 * [x &lt; 0] = Δ_n ⊕ λ_n ⊕ [d &lt; l]
 * </pre>
 *
 * where {@link Dcf} with the threshold l gives shares of the last bit at d, and λ_n is dealt: party 0 draws its share r_0,
 * party 1 draws r_1, and c = λ_n ⊕ r_0 ⊕ r_1 is a correction bit that party 1 adds to r_1, with Δ_n.
 *
 * <p>
 * <b>Guarantee.</b> A party's key tells it nothing of λ, as {@link Dcf} says; and one λ serves for one Δ.
 *
 * <p>
 * <b>Costs</b> of an element: those of a {@link Dcf} of n − 1 bits, and one more correction bit. 64 bits: 912 bytes and a
 * bit, 57 AES blocks to evaluate, 114 to deal.
 */
public final class DcfSign {
  private final int bits;
  private final Dcf low;

  private DcfSign(int bits, Dcf low) {
    this.bits = bits;
    this.low = low;
  }

  /**
   * @param bits n, from 2 to 64; what a word holds above them is ignored
   * @param salt as of {@link Dcf#of}
   */
  public static DcfSign of(int bits, long salt) {
    if (bits < 2 || bits > 64) {
      throw new IllegalArgumentException("Words of 2..64 bits have a sign, not of " + bits);
    }
    return new DcfSign(bits, Dcf.of(bits - 1, salt));
  }

  /** Words that a party draws from its own seed for {@code count} keys: roots, then shares of λ_n, 64 to a word. */
  public static int rootWords(int count) {
    return Math.addExact(Dcf.rootWords(count), BitTensor.wordCount(count));
  }

  /** Words that correct {@code count} keys: those of {@link Dcf}, then c, 64 to a word. */
  public int correctionWords(int count) {
    return Math.addExact(low.correctionWords(count), BitTensor.wordCount(count));
  }

  /**
   * Deals keys.
   *
   * @param masks λ of each element; secret
   * @param roots0 {@link #rootWords} uniform words that party 0 draws too
   * @param roots1 likewise of party 1
   * @param corrections gets {@link #correctionWords}, for both parties
   */
  public void deal(long[] masks, long[] roots0, long[] roots1, long[] corrections) {
    int count = masks.length;
    Dcf.check("words of party 0", rootWords(count), roots0.length);
    Dcf.check("words of party 1", rootWords(count), roots1.length);
    Dcf.check("correction words", correctionWords(count), corrections.length);
    low.deal(masks, roots0, roots1, corrections, low.aes());
    long[] tops = tops(masks);
    int at = low.correctionWords(count);
    for (int i = 0, k = Dcf.rootWords(count); i < tops.length; i++, k++) {
      corrections[at + i] = tops[i] ^ roots0[k] ^ roots1[k];
    }
  }

  /**
   * A party's shares of [x &lt; 0], 64 to a word; the bits beyond the last element are unspecified.
   *
   * @param party 0 or 1
   * @param roots the words it drew
   * @param corrections as dealt
   * @param masked Δ of each element; public
   */
  public long[] evaluate(int party, long[] roots, long[] corrections, long[] masked) {
    int count = masked.length;
    Dcf.check("words of the party", rootWords(count), roots.length);
    Dcf.check("correction words", correctionWords(count), corrections.length);
    long[] shares = low.evaluate(party, roots, corrections, masked, low.aes());
    long[] tops = tops(masked);
    int at = low.correctionWords(count);
    for (int i = 0, k = Dcf.rootWords(count); i < shares.length; i++, k++) {
      shares[i] ^= roots[k] ^ ((tops[i] ^ corrections[at + i]) & -party);
    }
    return shares;
  }

  /** The highest of the n bits of each word, 64 to a word. */
  private long[] tops(long[] words) {
    long[] out = new long[BitTensor.wordCount(words.length)];
    RingKernels.get().pack(words, bits - 1, out);
    return out;
  }
}
