package io.parley.crypto;

import static io.parley.crypto.Naive.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.AdditiveSharing.Piece;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdditiveSharingTest {

  @Property(tries = 100)
  void combine_ofAllShares_isTheSecret(@ForAll @IntRange(min = 1, max = 6) int parties,
      @ForAll @IntRange(max = 200) int count, @ForAll long seed) {
    // given
    RingTensor secret = Naive.random(Shape.of(count), seed);
    BitTensor bits = BitTensor.pack(secret);

    // when
    RingTensor ring = AdditiveSharing
        .combineRing(AdditiveSharing.split(secret, parties, seeded(seed)).stream().map(p -> ring(p, count)).toList());
    BitTensor bit = AdditiveSharing
        .combineBits(AdditiveSharing.split(bits, parties, seeded(seed)).stream().map(p -> bits(p, count)).toList());

    // then
    assertThat(words(ring)).isEqualTo(words(secret));
    assertThat(words(bit.unpack())).isEqualTo(words(bits.unpack()));
  }

  @Test
  void split_allPiecesButTheLast_areSeeds() {
    // when
    List<Piece> pieces = AdditiveSharing.split(RingTensor.zeros(Shape.of(1000)), 4, seeded(1));

    // then
    assertThat(pieces).hasSize(4);
    assertThat(pieces.subList(0, 3)).allMatch(Piece.Seeded.class::isInstance);
    assertThat(pieces.getLast()).isInstanceOf(Piece.Explicit.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 0x123456789ABCDEFL})
  void split_constantSecret_giveEachPartyUniformBytes(long value) {
    // given
    int count = 32_768;
    RingTensor secret = RingTensor.zeros(Shape.of(count)).add(value);

    // when
    List<Piece> pieces = AdditiveSharing.split(secret, 3, seeded(42 + value));

    // then
    for (Piece piece : pieces) {
      assertUniform(words(ring(piece, count)));
    }
  }

  @Test
  void split_constantBits_giveEachPartyUniformBytes() {
    // given
    int count = 1 << 21;
    BitTensor secret = BitTensor.of(Shape.of(count), new long[count / 64]);

    // when
    List<Piece> pieces = AdditiveSharing.split(secret, 2, seeded(43));

    // then
    for (Piece piece : pieces) {
      assertUniform(bits(piece, count).words(RawAccess.grant()));
    }
  }

  /** Pearson's χ² over byte values: 255 degrees of freedom, so mean 255 and deviation 22.6; the bounds are 5 of them. */
  private static void assertUniform(long[] words) {
    int[] seen = new int[256];
    for (long word : words) {
      for (int shift = 0; shift < 64; shift += 8) {
        seen[(int) (word >>> shift) & 255]++;
      }
    }
    double expected = words.length * 8 / 256.0;
    double chi = 0;
    for (int n : seen) {
      chi += (n - expected) * (n - expected) / expected;
    }
    assertThat(chi).isBetween(142.0, 368.0);
  }

  @Test
  void pieces_showNeitherSeedNorWords() {
    // when
    List<Piece> pieces = AdditiveSharing.split(RingTensor.of(Shape.of(2), 4711, 4712), 2, seeded(1));

    // then
    assertThat(pieces).hasToString("[Seeded[seed=Seed[redacted]], Explicit[share=RingTensor[2]]]");
  }

  @Test
  void split_amongNobody_isRefused() {
    assertThatThrownBy(() -> AdditiveSharing.split(RingTensor.zeros(Shape.of(1)), 0, seeded(1)))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least one party");
  }

  private static RingTensor ring(Piece piece, int count) {
    return switch (piece) {
      case Piece.Seeded(Seed seed) -> AdditiveSharing.expandRing(seed, Shape.of(count));
      case Piece.Explicit(Words share) -> (RingTensor) share;
    };
  }

  private static BitTensor bits(Piece piece, int count) {
    return switch (piece) {
      case Piece.Seeded(Seed seed) -> AdditiveSharing.expandBits(seed, Shape.of(count));
      case Piece.Explicit(Words share) -> (BitTensor) share;
    };
  }

  /** Repeatable, since SHA1PRNG that is seeded before its first use adds nothing of its own. */
  private static SecureRandom seeded(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
