package io.parley.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DcfTest {
  private static final DcfSteps[] BOTH = {PlainDcf.INSTANCE, new VectorDcf()};
  private static final long SALT = 0x5a17;

  /** What dealer and parties hold for some thresholds. */
  private record Dealt(Dcf dcf, long[] roots0, long[] roots1, long[] corrections) {
    static Dealt of(Dcf dcf, long[] thresholds, long seed) {
      Prg prg = new Prg(Seed.ofWords(new long[]{seed, 1, 2, 3}));
      long[] roots0 = prg.stream(0).next(Dcf.rootWords(thresholds.length));
      long[] roots1 = prg.stream(1).next(Dcf.rootWords(thresholds.length));
      long[] corrections = new long[dcf.correctionWords(thresholds.length)];
      dcf.deal(thresholds, roots0, roots1, corrections);
      return new Dealt(dcf, roots0, roots1, corrections);
    }

    long[] results(long[] inputs) {
      long[] out = dcf.evaluate(0, roots0, corrections, inputs);
      RingKernels.get().xor(out, dcf.evaluate(1, roots1, corrections, inputs), out);
      return out;
    }
  }

  private static long[] less(int bits, long[] inputs, long[] thresholds) {
    long mask = -1L >>> (64 - bits);
    long[] out = new long[(inputs.length + 63) / 64];
    for (int i = 0; i < inputs.length; i++) {
      if (Long.compareUnsigned(inputs[i] & mask, thresholds[i] & mask) < 0) {
        out[i / 64] |= 1L << i % 64;
      }
    }
    return out;
  }

  private static void assertCompares(int bits, long[] inputs, long[] thresholds, long seed) {
    for (DcfSteps steps : BOTH) {
      long[] results = Dealt.of(new Dcf(bits, SALT, steps), thresholds, seed).results(inputs);
      assertThat(results).as("%s, %d bits, seed %d", steps, bits, seed).isEqualTo(less(bits, inputs, thresholds));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void evaluate_fewBits_isRightForEachInputAndThreshold(int bits) {
    // given
    int size = 1 << bits;
    long[] inputs = IntStream.range(0, size * size).mapToLong(i -> i % size).toArray();
    long[] thresholds = IntStream.range(0, size * size).mapToLong(i -> i / size).toArray();

    // then
    assertCompares(bits, inputs, thresholds, bits);
  }

  @ParameterizedTest
  @ValueSource(ints = {57, 62, 63, 64})
  void evaluate_manyBits_isRightAtTheEdges(int bits) {
    // given
    long[] edges = {0, 1, 2, 63, 64, 127, 128, 129, (1L << 62) - 1, 1L << 62, Long.MAX_VALUE - 1, Long.MAX_VALUE,
        Long.MIN_VALUE, Long.MIN_VALUE + 1, -129, -128, -127, -2, -1, 0x5555555555555555L, 0xAAAAAAAAAAAAAAAAL};
    long[] inputs = IntStream.range(0, edges.length * edges.length).mapToLong(i -> edges[i % edges.length]).toArray();
    long[] thresholds = IntStream.range(0, inputs.length).mapToLong(i -> edges[i / edges.length]).toArray();

    // then
    assertCompares(bits, inputs, thresholds, bits);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 63, 64, 65, 255, 256, 257, 1000})
  void evaluate_anyCount_isRight(int count) {
    Random random = new Random(count);
    assertCompares(64, random.longs(count).toArray(), random.longs(count).toArray(), count);
  }

  /** Inputs that differ from the threshold from a random bit on: the way leaves that to the threshold at each level. */
  @Property(tries = 100)
  void evaluate_inputsNearTheThreshold_isRight(@ForAll @IntRange(min = 1, max = 64) int bits,
      @ForAll @IntRange(max = 600) int count, @ForAll long seed) {
    Random random = new Random(seed);
    long[] thresholds = random.longs(count).toArray();
    long[] inputs = Arrays.stream(thresholds).map(a -> a ^ (random.nextLong() >>> random.nextInt(64))).toArray();
    assertCompares(bits, inputs, thresholds, seed);
  }

  /** The formulas of {@link Dcf}, one element at a time and with both parties' seeds. */
  @Test
  void deal_elementsOfTwoBlocks_haveTheDocumentedCorrectionWords() throws Exception {
    // given
    int bits = 20;
    int count = Dcf.BLOCK + 3;
    long[] thresholds = new Random(17).longs(count).toArray();
    Dealt dealt = Dealt.of(Dcf.of(bits, SALT), thresholds, 17);
    for (int i : new int[]{0, 5, Dcf.BLOCK - 1, Dcf.BLOCK, Dcf.BLOCK + 2}) {
      int block = i / Dcf.BLOCK;
      int size = block == 0 ? Dcf.BLOCK : 3;
      Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
      byte[] key = ByteBuffer.allocate(16).putLong(SALT).putLong(block).array();
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      long[] s0 = {dealt.roots0[2 * i] & Long.MAX_VALUE, dealt.roots0[2 * i + 1]};
      long[] s1 = {dealt.roots1[2 * i] | Long.MIN_VALUE, dealt.roots1[2 * i + 1]};
      long[] delta = xor(s0, s1);

      // when
      int at = 2 * dealt.dcf.hashes() * Dcf.BLOCK * block + 2 * (i % Dcf.BLOCK);
      for (int bit = bits - 1; bit >= 7; bit--, at += 2 * size) {
        long[] h0 = hash(aes, s0);
        long[] h1 = hash(aes, s1);
        boolean right = ((thresholds[i] >>> bit) & 1) == 1;
        long[] correction = right ? xor(h0, h1) : xor(xor(h0, h1), delta);

        // then
        assertThat(Arrays.copyOfRange(dealt.corrections, at, at + 2)).isEqualTo(correction);
        h0 = right ? xor(h0, s0) : h0;
        h1 = right ? xor(h1, s1) : h1;
        s0 = s0[0] < 0 ? xor(h0, correction) : h0;
        s1 = s1[0] < 0 ? xor(h1, correction) : h1;
        assertThat(xor(s0, s1)).isEqualTo(delta);
      }
      BigInteger smaller = BigInteger.ONE.shiftLeft((int) (thresholds[i] & 127)).subtract(BigInteger.ONE);
      long[] leaf = {smaller.longValue(), smaller.shiftRight(64).longValue()};
      assertThat(Arrays.copyOfRange(dealt.corrections, at, at + 2))
          .isEqualTo(xor(xor(hash(aes, s0), hash(aes, s1)), leaf));
    }
  }

  private static long[] hash(Cipher aes, long[] s) throws GeneralSecurityException {
    long[] sigma = {s[0] ^ s[1], s[0]};
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(sigma[0]).putLong(sigma[1]);
    ByteBuffer image = ByteBuffer.wrap(aes.doFinal(bytes.array())).order(ByteOrder.LITTLE_ENDIAN);
    return xor(sigma, new long[]{image.getLong(), image.getLong()});
  }

  private static long[] xor(long[] x, long[] y) {
    return new long[]{x[0] ^ y[0], x[1] ^ y[1]};
  }

  @Test
  void evaluate_oneParty_sharesAreBalancedWhateverTheResult() {
    // given: all results are 1
    int count = 4096;
    long[] thresholds = new long[count];
    Arrays.fill(thresholds, -1);
    Dealt dealt = Dealt.of(Dcf.of(64, SALT), thresholds, 11);

    // when
    long[] shares = dealt.dcf.evaluate(1, dealt.roots1, dealt.corrections, new long[count]);

    // then: within 5 standard deviations
    assertThat(Arrays.stream(shares).map(Long::bitCount).sum()).isBetween(2048L - 160, 2048L + 160);
  }

  @Test
  void evaluate_wrongKeys_areRightByChanceOnly() {
    // given
    int count = 1024;
    Random random = new Random(12);
    long[] thresholds = random.longs(count).toArray();
    long[] inputs = random.longs(count).toArray();
    long[] expected = less(64, inputs, thresholds);
    Dcf dcf = Dcf.of(64, SALT);
    Dealt dealt = Dealt.of(dcf, thresholds, 12);
    long[] flipped = Arrays.stream(dealt.corrections).map(w -> ~w).toArray();

    // when
    long[] swapped = new Dealt(dcf, dealt.roots1, dealt.roots0, dealt.corrections).results(inputs);
    long[] corrected = new Dealt(dcf, dealt.roots0, dealt.roots1, flipped).results(inputs);
    long[] salted = new Dealt(Dcf.of(64, SALT + 1), dealt.roots0, dealt.roots1, dealt.corrections).results(inputs);

    // then: within 5 standard deviations
    assertThat(wrong(swapped, expected)).isBetween(512L - 80, 512L + 80);
    assertThat(wrong(corrected, expected)).isBetween(512L - 80, 512L + 80);
    assertThat(wrong(salted, expected)).isBetween(512L - 80, 512L + 80);
    assertThat(wrong(dealt.results(inputs), expected)).isZero();
  }

  @Test
  void evaluate_wrongRootOfOneElement_leavesTheOthersRight() {
    // given
    long[] thresholds = new Random(15).longs(300).toArray();
    long[] inputs = new Random(16).longs(300).toArray();
    Dealt dealt = Dealt.of(Dcf.of(64, SALT), thresholds, 15);
    dealt.roots1[2 * 70] ^= 1;

    // when
    long[] results = dealt.results(inputs);

    // then
    results[1] &= ~(1L << 6);
    long[] expected = less(64, inputs, thresholds);
    expected[1] &= ~(1L << 6);
    assertThat(results).isEqualTo(expected);
  }

  private static long wrong(long[] results, long[] expected) {
    return IntStream.range(0, results.length).mapToLong(i -> Long.bitCount(results[i] ^ expected[i])).sum();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 7, 8, 32, 63, 64})
  void costs_areTheDocumentedOnes(int bits) {
    // given
    int count = 300;
    int hashes = Math.max(1, bits - 6);
    Dcf dcf = Dcf.of(bits, SALT);
    FixedKeyAes dealing = new FixedKeyAes(SALT);
    FixedKeyAes evaluation = new FixedKeyAes(SALT);
    long[] corrections = new long[dcf.correctionWords(count)];

    // when
    dcf.deal(new long[count], new long[2 * count], new long[2 * count], corrections, dealing);
    dcf.evaluate(0, new long[2 * count], corrections, new long[count], evaluation);

    // then
    assertThat(dcf.hashes()).isEqualTo(hashes);
    assertThat(8L * corrections.length).isEqualTo(16L * hashes * count);
    assertThat(dealing.blocks()).isEqualTo(2L * hashes * count);
    assertThat(evaluation.blocks()).isEqualTo((long) hashes * count);
  }

  /** χ² of the bytes of each level against the uniform distribution, for two thresholds as far apart as can be. */
  @Test
  void corrections_areUniformAtEachLevelWhateverTheThreshold() {
    int count = 8192;
    for (long threshold : new long[]{0, -1, 0x0123456789ABCDEFL}) {
      long[] thresholds = new long[count];
      Arrays.fill(thresholds, threshold);
      Dealt dealt = Dealt.of(Dcf.of(64, SALT), thresholds, 13);
      int hashes = dealt.dcf.hashes();
      long[][] seen = new long[hashes][256];
      for (int i = 0; i < dealt.corrections.length; i++) {
        int inBlock = i % (2 * hashes * Dcf.BLOCK);
        for (int b = 0; b < 64; b += 8) {
          seen[inBlock / (2 * Dcf.BLOCK)][(int) (dealt.corrections[i] >>> b) & 255]++;
        }
      }
      for (int level = 0; level < hashes; level++) {
        double expected = 16.0 * count / 256;
        double chi = Arrays.stream(seen[level]).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
        // 255 degrees of freedom: mean 255, standard deviation 22.6
        assertThat(chi).as("threshold %x, level %d", threshold, level).isBetween(255 - 5 * 22.6, 255 + 5 * 22.6);
      }
    }
  }

  /** The parties' roots being equal, what one threshold's words say does not carry over to another's. */
  @Test
  void deal_twoThresholdsWithTheSameRoots_differInUniformWords() {
    // given
    int count = 2048;
    long[] ones = new long[count];
    Arrays.fill(ones, -1);

    // when
    long[] zero = Dealt.of(Dcf.of(64, SALT), new long[count], 14).corrections;
    long[] minusOne = Dealt.of(Dcf.of(64, SALT), ones, 14).corrections;

    // then: of the words below the first level half of the bits differ, within 5 standard deviations
    double bits = 0;
    double differ = 0;
    for (int i = 0; i < zero.length; i++) {
      if (i % (2 * 58 * Dcf.BLOCK) >= 2 * Dcf.BLOCK) {
        bits += 64;
        differ += Long.bitCount(zero[i] ^ minusOne[i]);
      }
    }
    assertThat(differ).isBetween(bits / 2 - 2.5 * Math.sqrt(bits), bits / 2 + 2.5 * Math.sqrt(bits));
  }

  @Test
  void wrongArguments_areRefused() {
    Dcf dcf = Dcf.of(63, SALT);
    assertThatThrownBy(() -> Dcf.of(0, SALT)).hasMessage("Words of 1..64 bits can be compared, not of 0");
    assertThatThrownBy(() -> Dcf.of(65, SALT)).hasMessage("Words of 1..64 bits can be compared, not of 65");
    assertThatThrownBy(() -> dcf.deal(new long[1], new long[2], new long[1], new long[114]))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("Expected 2 root words of party 1, not 1");
    assertThatThrownBy(() -> dcf.evaluate(0, new long[2], new long[113], new long[1]))
        .hasMessage("Expected 114 correction words, not 113");
    assertThatThrownBy(() -> dcf.evaluate(2, new long[2], new long[114], new long[1]))
        .hasMessage("The parties are 0 and 1, not 2");
    assertThatThrownBy(() -> dcf.correctionWords(100_000_000)).isInstanceOf(ArithmeticException.class);
  }
}
