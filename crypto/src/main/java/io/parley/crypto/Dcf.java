package io.parley.crypto;

/**
 * Function secret sharing for comparisons: of a threshold α that only a dealer knows, two parties get keys with which
 * each turns a public x, on its own, into a share of the bit x &lt; α; the exclusive or of the shares is the bit. Words
 * of {@code bits} bits are compared as unsigned numbers; what a word holds above them is ignored.
 *
 * <p>
 * <b>Guarantee.</b> A party's key (its roots and the correction words, which are the same for both) is indistinguishable
 * from random bits whatever α is, in the model of an ideal cipher. The two keys together give α away. A key serves for
 * one x: shares for more inputs are right, but whoever sees two results learns more than one bit of α.
 *
 * <p>
 * <b>Tree</b> [1]. Each party holds a seed s_b for each node on the way to x; its control bit t_b is one bit of it. Let Δ be the difference of the two roots, in which that bit is set. On the way to α the seeds differ by Δ, and
 * everywhere else they agree. With the hash H and one correction word C_i for each level i (α_1 is the highest bit),
 *
 * <pre>
 * C_i    = H(s_0) ⊕ H(s_1) ⊕ (1 − α_i)·Δ      where s_0, s_1 are the nodes on the way to α
 * s_b    ← H(s_b) ⊕ x_i·s_b ⊕ t_b·C_i
 * </pre>
 *
 * keeps it so: both children cost one call of H, half of what two independent children would.
 *
 * <p>
 * <b>Comparison</b> [2, 3]. The way to x leaves that to α at one level, where t_0 ⊕ t_1 falls from 1 to 0; x is smaller iff
 * it takes a left turn there. So, with t^i the control bit after level i, the sum of t^(i−1) ⊕ t^i over the levels where
 * x_i = 0 is a share of the bit, and no correction words for values are needed as in [4].
 *
 * <p>
 * <b>Leaves</b> [5]. The last {@value #LEAF_BITS} bits need no levels: H(s_b) ⊕ t_b·C, with C = H(s_0) ⊕ H(s_1) ⊕ (the lowest
 * α mod 128 bits set), holds shares of the result for each of the 128 inputs under a node, zero off the way to α.
 *
 * <p>
 * <b>Hash</b> [6]. H(s) = π(σ(s)) ⊕ σ(s), with π AES under a public key and σ(lo, hi) = (lo ⊕ hi, lo), is circular
 * correlation robust, which is what the proof in [1] needs: what party b sees of the other's seeds is H(s_b ⊕ Δ),
 * possibly with Δ added. As in [7] each block of {@value #BLOCK} elements has a key of its own, so that work spent on
 * guesses serves against one block only.
 *
 * <p>
 * <b>Costs</b> for each element, with {@link #hashes} = max(1, bits − 6): 16 bytes of correction words and one AES block
 * of evaluation for each hash, and two AES blocks of dealing. 63 bits: 912 bytes, 57 and 114 blocks. Roots are expanded
 * from the parties' own seeds. Nothing is sent to evaluate.
 *
 * <p>
 * [1] Guo et al., "Half-Tree: Halving the Cost of Tree Expansion in COT and DPF", EUROCRYPT 2023 (ePrint 2022/1431).
 * [2] Storrier et al., "Grotto: Screaming fast (2+1)-PC for Z_2^n via (2,2)-DPFs", CCS 2023 (ePrint 2023/108). [3] Gupta
 * et al., "SIGMA: Secure GPT Inference with Function Secret Sharing", PETS 2024 (ePrint 2023/1269). [4] Boyle et al.,
 * "Function Secret Sharing for Mixed-Mode and Fixed-Point Secure Computation", EUROCRYPT 2021 (ePrint 2020/1392). [5]
 * Boyle, Gilboa, Ishai, "Function Secret Sharing: Improvements and Extensions", CCS 2016 (ePrint 2018/707). [6] Guo,
 * Katz, Wang, Yu, "Efficient and Secure Multiparty Computation from Fixed-Key Block Ciphers", IEEE S&amp;P 2020 (ePrint
 * 2019/074). [7] Guo et al., "Better Concrete Security for Half-Gates Garbling (in the Multi-Instance Setting)", CRYPTO
 * 2020 (ePrint 2019/1168).
 */
public final class Dcf {
  /** Elements that are worked on together; their correction words stand together, level by level. */
  static final int BLOCK = 256;
  private static final int LEAF_BITS = 7;

  private final int bits;
  private final long salt;
  private final DcfSteps steps;

  Dcf(int bits, long salt, DcfSteps steps) {
    if (bits < 1 || bits > 64) {
      throw new IllegalArgumentException("Words of 1..64 bits can be compared, not of " + bits);
    }
    this.bits = bits;
    this.salt = salt;
    this.steps = steps;
  }

  /**
   * @param salt public, and the same for dealer and parties; a fresh one makes whatever an attacker computed before of no
   *        use against these keys
   */
  public static Dcf of(int bits, long salt) {
    return new Dcf(bits, salt, DcfSteps.get());
  }

  /** Calls of H for one element. */
  public int hashes() {
    return levels() + 1;
  }

  /** Words that a party draws from its own seed for the roots of {@code count} keys. */
  public static int rootWords(int count) {
    return Math.multiplyExact(2, count);
  }

  /**
   * Words that correct {@code count} keys. For a block of r elements:
   *
   * <pre>
   *  0              2r              4r         2r·hashes
   *  +---------------+---------------+-----+-------+
   *  | C_1, 2 words  |      C_2      | ... | leaves|
   *  | each element  |               |     |       |
   *  +---------------+---------------+-----+-------+
   * </pre>
   */
  public int correctionWords(int count) {
    return Math.multiplyExact(2 * hashes(), count);
  }

  /**
   * Deals keys.
   *
   * @param thresholds α of each element; secret
   * @param roots0 {@link #rootWords} uniform words that party 0 draws too
   * @param roots1 likewise of party 1
   * @param corrections gets {@link #correctionWords}, for both parties
   */
  public void deal(long[] thresholds, long[] roots0, long[] roots1, long[] corrections) {
    int count = thresholds.length;
    check("root words of party 0", rootWords(count), roots0.length);
    check("root words of party 1", rootWords(count), roots1.length);
    check("correction words", correctionWords(count), corrections.length);
    deal(thresholds, roots0, roots1, corrections, aes());
  }

  /** As above, on the first words of longer arrays. */
  void deal(long[] thresholds, long[] roots0, long[] roots1, long[] corrections, FixedKeyAes aes) {
    int count = thresholds.length;
    DcfBlock block = new DcfBlock(Math.min(BLOCK, count), 2);
    for (int from = 0; from < count; from += BLOCK) {
      int n = Math.min(BLOCK, count - from);
      block = block.count == n ? block : new DcfBlock(n, 2);
      block.paths(thresholds, from, bits);
      block.roots(0, roots0, from, 0);
      block.roots(1, roots1, from, n);
      aes.rekey(from / BLOCK);
      int at = extend(block, corrections, correctionWords(from), aes);
      for (int i = 0; i < n; i++, at += 2) {
        long low = leaf(thresholds[from + i]);
        long upper = -(low >>> 6);
        long ones = (1L << low) - 1;
        corrections[at] = block.hash(2 * i) ^ block.hash(2 * (n + i)) ^ (ones | upper);
        corrections[at + 1] = block.hash(2 * i + 1) ^ block.hash(2 * (n + i) + 1) ^ (ones & upper);
      }
    }
  }

  /**
   * A party's shares of x &lt; α, 64 to a word; the bits beyond the last element are zero.
   *
   * @param party 0 or 1
   * @param roots the words it drew
   * @param corrections as dealt
   * @param inputs x of each element; public
   */
  public long[] evaluate(int party, long[] roots, long[] corrections, long[] inputs) {
    int count = inputs.length;
    check("root words", rootWords(count), roots.length);
    check("correction words", correctionWords(count), corrections.length);
    return evaluate(party, roots, corrections, inputs, aes());
  }

  /** As above, on the first words of longer arrays. */
  long[] evaluate(int party, long[] roots, long[] corrections, long[] inputs, FixedKeyAes aes) {
    int count = inputs.length;
    if (party != 0 && party != 1) {
      throw new IllegalArgumentException("The parties are 0 and 1, not " + party);
    }
    long[] out = new long[BitTensor.wordCount(count)];
    DcfBlock block = new DcfBlock(Math.min(BLOCK, count), 1);
    for (int from = 0; from < count; from += BLOCK) {
      int n = Math.min(BLOCK, count - from);
      block = block.count == n ? block : new DcfBlock(n, 1);
      block.paths(inputs, from, bits);
      block.roots(party, roots, from, 0);
      aes.rekey(from / BLOCK);
      int at = descend(block, corrections, correctionWords(from), aes);
      for (int i = 0; i < n; i++, at += 2) {
        long t = block.control(i);
        long low = leaf(inputs[from + i]);
        long upper = -(low >>> 6);
        long first = block.hash(2 * i) ^ (corrections[at] & t);
        long second = block.hash(2 * i + 1) ^ (corrections[at + 1] & t);
        long share = ((first & ~upper) | (second & upper)) >>> low;
        out[(from + i) >> 6] |= ((share & 1) ^ block.sum(i)) << i;
      }
    }
    return out;
  }

  /**
   * Goes down to the leaves and hashes them; returns where their correction words stand. Apart from {@link #deal}, in
   * which C2 would make slow loops of the steps; likewise {@link #descend}.
   */
  private int extend(DcfBlock block, long[] corrections, int from, FixedKeyAes aes) {
    int at = from;
    for (int level = 0; level < levels(); level++, at += 2 * block.count) {
      aes.permute(block.states, block.images, 2 * block.count);
      steps.extend(block, level, corrections, at);
    }
    aes.permute(block.states, block.images, 2 * block.count);
    return at;
  }

  private int descend(DcfBlock block, long[] corrections, int from, FixedKeyAes aes) {
    int at = from;
    for (int level = 0; level < levels(); level++, at += 2 * block.count) {
      aes.permute(block.states, block.images, block.count);
      steps.descend(block, level, corrections, at);
    }
    aes.permute(block.states, block.images, block.count);
    return at;
  }

  private int levels() {
    return Math.max(0, bits - LEAF_BITS);
  }

  /** The bits of a word that choose within a leaf. */
  private long leaf(long word) {
    return word & ((1 << Math.min(bits, LEAF_BITS)) - 1);
  }

  /** π for one call. */
  FixedKeyAes aes() {
    return new FixedKeyAes(salt);
  }

  static void check(String what, int expected, int actual) {
    if (actual != expected) {
      throw new IllegalArgumentException("Expected " + expected + " " + what + ", not " + actual);
    }
  }
}
