package io.parley.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DcfSignTest {
  private static final long SALT = 0x516;

  /** Whether each Δ − λ mod 2^bits is negative, by two parties. */
  private static long[] signs(int bits, long[] masked, long[] masks, long seed) {
    int count = masked.length;
    DcfSign sign = DcfSign.of(bits, SALT);
    Prg prg = new Prg(Seed.ofWords(new long[]{seed, 4, 5, 6}));
    long[] roots0 = prg.stream(0).next(DcfSign.rootWords(count));
    long[] roots1 = prg.stream(1).next(DcfSign.rootWords(count));
    long[] corrections = new long[sign.correctionWords(count)];
    sign.deal(masks, roots0, roots1, corrections);
    long[] shares0 = sign.evaluate(0, roots0, corrections, masked);
    long[] shares1 = sign.evaluate(1, roots1, corrections, masked);
    return IntStream.range(0, count).mapToLong(i -> ((shares0[i / 64] ^ shares1[i / 64]) >>> i) & 1).toArray();
  }

  private static void assertSigns(int bits, long[] masked, long[] masks, long seed) {
    long[] expected = IntStream.range(0, masked.length)
        .mapToLong(i -> ((masked[i] - masks[i]) >>> (bits - 1)) & 1).toArray();
    assertThat(signs(bits, masked, masks, seed)).as("%d bits, seed %d", bits, seed).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 8, 9})
  void evaluate_fewBits_isRightForEachMaskedValueAndMask(int bits) {
    // given
    int size = 1 << bits;
    long[] masked = IntStream.range(0, size * size).mapToLong(i -> i % size).toArray();
    long[] masks = IntStream.range(0, size * size).mapToLong(i -> i / size).toArray();

    // then
    assertSigns(bits, masked, masks, bits);
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 64})
  void evaluate_manyBits_isRightAtTheEdges(int bits) {
    // given: every edge under every edge as a mask
    long[] edges = {0, 1, -1, 2, -2, 127, 128, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE, Long.MIN_VALUE + 1,
        1L << 62, (1L << 62) - 1, -(1L << 62), 0x123456789L};
    int n = edges.length;
    long[] masks = IntStream.range(0, n * n).mapToLong(i -> edges[i / n]).toArray();
    long[] masked = IntStream.range(0, n * n).mapToLong(i -> edges[i % n] + edges[i / n]).toArray();

    // then
    assertSigns(bits, masked, masks, bits);
    assertSigns(bits, masks, masked, bits);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 256, 1000})
  void evaluate_anyCount_isTheSignOfTheValue(int count) {
    // given: values of every magnitude
    Random random = new Random(count);
    long[] values = IntStream.range(0, count).mapToLong(i -> random.nextLong() >> random.nextInt(64)).toArray();
    long[] masks = random.longs(count).toArray();
    long[] masked = IntStream.range(0, count).mapToLong(i -> values[i] + masks[i]).toArray();

    // when
    long[] signs = signs(64, masked, masks, count);

    // then
    assertThat(signs).isEqualTo(Arrays.stream(values).map(v -> v >>> 63).toArray());
  }

  @Property(tries = 100)
  void evaluate_anyWords_isTheHighestBitOfTheDifference(@ForAll @IntRange(min = 2, max = 64) int bits,
      @ForAll @IntRange(max = 300) int count, @ForAll long seed) {
    Random random = new Random(seed);
    assertSigns(bits, random.longs(count).toArray(), random.longs(count).toArray(), seed);
  }

  @Test
  void deal_costsAKeyOf63BitsAndOneBit() {
    // 57 correction words of 16 bytes, and one bit
    assertThat(DcfSign.of(64, SALT).correctionWords(640)).isEqualTo(640 * 57 * 2 + 10);
    assertThat(DcfSign.rootWords(640)).isEqualTo(640 * 2 + 10);
  }

  @Test
  void deal_highestBitOfTheMask_isHiddenByBothParties() {
    // given: masks that differ in their highest bit alone
    DcfSign sign = DcfSign.of(64, SALT);
    long[] roots0 = new Random(1).longs(DcfSign.rootWords(64)).toArray();
    long[] roots1 = new Random(2).longs(DcfSign.rootWords(64)).toArray();
    long[] masks = new long[64];
    long[] zero = new long[sign.correctionWords(64)];
    long[] top = zero.clone();

    // when
    sign.deal(masks, roots0, roots1, zero);
    Arrays.fill(masks, Long.MIN_VALUE);
    sign.deal(masks, roots0, roots1, top);

    // then: only the words of correction bits differ, and each is masked by what either party does not know
    int last = zero.length - 1;
    assertThat(Arrays.copyOf(top, last)).isEqualTo(Arrays.copyOf(zero, last));
    assertThat(zero[last]).isEqualTo(roots0[128] ^ roots1[128]);
    assertThat(top[last]).isEqualTo(~zero[last]);
  }

  @Test
  void wrongArguments_areRefused() {
    assertThatThrownBy(() -> DcfSign.of(1, SALT)).hasMessage("Words of 2..64 bits have a sign, not of 1");
    assertThatThrownBy(() -> DcfSign.of(65, SALT)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DcfSign.of(64, SALT).deal(new long[1], new long[3], new long[2], new long[115]))
        .hasMessage("Expected 3 words of party 1, not 2");
    assertThatThrownBy(() -> DcfSign.of(64, SALT).evaluate(0, new long[3], new long[114], new long[1]))
        .hasMessage("Expected 115 correction words, not 114");
  }
}
