package io.parley.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PrgTest {
  private static final byte[] KEY = HexFormat.of()
      .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  private static final long DOMAIN = 0x0011223344556677L;
  private final Prg prg = new Prg(Seed.of(KEY));

  @Test
  void stream_knownKey_isAes256InCounterMode() {
    // given: openssl enc -aes-256-ctr -K 00…1f -iv 00112233445566770000000000000000 on zeros
    byte[] expected = HexFormat.of().parseHex("ed3eb1123cbcb8ad0164e6c3eb0dc53ec9942f30306784d0e9ea87ffd1d33a82"
        + "34ff0b13560333adb82ad98a0b3cef3a86c7364a95e36887c5a6e976f3912243");

    // when
    long[] words = prg.stream(DOMAIN).next(8);

    // then
    long[] little = new long[8];
    ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(little);
    assertThat(words).isEqualTo(little);
  }

  @Test
  void stream_blockI_isTheEncryptionOfDomainAndI() throws Exception {
    // given
    int block = 5000;
    Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
    aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"));
    ByteBuffer expected = ByteBuffer.wrap(aes.doFinal(ByteBuffer.allocate(16).putLong(-3).putLong(block).array()))
        .order(ByteOrder.LITTLE_ENDIAN);

    // when
    long[] words = prg.stream(-3).next(2 * block + 2);

    // then
    assertThat(words[2 * block]).isEqualTo(expected.getLong());
    assertThat(words[2 * block + 1]).isEqualTo(expected.getLong());
  }

  @Property(tries = 50)
  void fill_inPieces_isFillAtOnce(@ForAll @IntRange(min = 1, max = 3000) int piece, @ForAll long seed) {
    // given
    int count = 9000;
    long[] atOnce = prg.stream(seed).next(count);
    Prg.Stream stream = prg.stream(seed);
    Random sizes = new Random(seed);

    // when
    long[] pieces = new long[count + 2];
    for (int from = 0; from < count;) {
      int n = Math.min(count - from, sizes.nextInt(piece + 1));
      stream.fill(pieces, from + 1, n);
      from += n;
    }

    // then
    assertThat(Arrays.copyOfRange(pieces, 1, count + 1)).isEqualTo(atOnce);
    assertThat(pieces[0]).isZero();
    assertThat(pieces[count + 1]).isZero();
  }

  @Property(tries = 50)
  void addToAndXorInto_combineWithTheNextWords(@ForAll @IntRange(max = 5000) int count, @ForAll long seed) {
    // given
    long[] start = new Random(seed).longs(count + 2).toArray();
    long[] drawn = prg.stream(seed).next(2 * count);
    Prg.Stream stream = prg.stream(seed);
    long[] expected = start.clone();
    for (int i = 0; i < count; i++) {
      expected[i + 1] = (expected[i + 1] + drawn[i]) ^ drawn[count + i];
    }

    // when
    stream.addTo(start, 1, count);
    stream.xorInto(start, 1, count);

    // then
    assertThat(start).isEqualTo(expected);
  }

  @Test
  void stream_neighbouringDomains_shareNoBlock() {
    // given
    Set<Long> seen = new HashSet<>();
    int count = 20_000;

    // when
    for (long domain : new long[]{0, 1, 2, -1, 1L << 32, Long.MIN_VALUE}) {
      for (long word : prg.stream(domain).next(count)) {
        seen.add(word);
      }
    }

    // then: 120,000 words of 64 bits collide with a chance of 4·10^-10
    assertThat(seen).hasSize(6 * count);
  }

  @Test
  void derive_labels_giveUnrelatedGenerators() {
    long[] own = prg.stream(0).next(4);
    assertThat(prg.derive("a").stream(0).next(4)).isNotEqualTo(own)
        .isNotEqualTo(prg.derive("b").stream(0).next(4))
        .isNotEqualTo(prg.derive("").stream(0).next(4)).isEqualTo(prg.derive("a").stream(0).next(4));
  }

  @Test
  void fill_rangeBeyondTheArray_drawsNothing() {
    // given
    Prg.Stream stream = prg.stream(1);

    // when
    assertThatThrownBy(() -> stream.fill(new long[4], 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);

    // then
    assertThat(stream.next(3)).isEqualTo(prg.stream(1).next(3));
  }

  @Test
  void seed_showsNothing() {
    assertThat(Seed.of(KEY)).hasToString("Seed[redacted]");
    assertThatThrownBy(() -> Seed.of(new byte[31])).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A seed has 32 bytes, not 31");
  }

  @Test
  void seed_isACopyOfTheBytes() {
    // given
    byte[] bytes = KEY.clone();
    Seed seed = Seed.of(bytes);

    // when
    bytes[0] = 99;

    // then
    assertThat(new Prg(seed).stream(0).next(1)).isEqualTo(prg.stream(0).next(1));
  }
}
