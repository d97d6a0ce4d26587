package io.parley.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BitTensorTest {
  private static final RawAccess RAW = RawAccess.grant();
  private static final RingKernels[] BOTH = {PlainKernels.INSTANCE, new VectorKernels()};

  @Property(tries = 200)
  void pack_anyBit_putsElementIAtBitIAndClearsTheRest(@ForAll @IntRange(max = 300) int count,
      @ForAll @IntRange(max = 63) int bit, @ForAll long seed) {
    // given
    long[] words = new Random(seed).longs(count).toArray();
    long[] expected = new long[(count + 63) / 64];
    for (int i = 0; i < count; i++) {
      expected[i / 64] |= (words[i] >>> bit & 1) << i % 64;
    }
    for (RingKernels kernels : BOTH) {
      // when
      long[] packed = new Random(1).longs(expected.length).toArray();
      kernels.pack(words, bit, packed);

      // then
      assertThat(packed).isEqualTo(expected);
    }
  }

  @Property(tries = 200)
  void unpack_undoesPack(@ForAll @IntRange(max = 300) int count, @ForAll long seed) {
    // given
    long[] bits = new Random(seed).longs(count, 0, 2).toArray();
    BitTensor packed = BitTensor.pack(RingTensor.of(Shape.of(count), bits));
    for (RingKernels kernels : BOTH) {
      // when
      long[] unpacked = new long[count];
      kernels.unpack(packed.words(RAW), unpacked);

      // then
      assertThat(unpacked).isEqualTo(bits);
    }
    assertThat(packed.unpack().words(RAW)).isEqualTo(bits);
  }

  @Test
  void signs_areTheNegativeElements() {
    // given
    RingTensor values = RingTensor.of(Shape.of(2, 3), -1, 0, 1, Long.MIN_VALUE, Long.MAX_VALUE, -5);

    // when
    BitTensor signs = BitTensor.signs(values);

    // then
    assertThat(signs.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(signs.unpack().words(RAW)).containsExactly(1, 0, 0, 1, 0, 1);
  }

  @Property
  void booleanAlgebra_isThatOfTheElements(@ForAll @IntRange(min = 1, max = 200) int count, @ForAll long seed) {
    // given
    Random random = new Random(seed);
    long[] a = random.longs(count, 0, 2).toArray();
    long[] b = random.longs(count, 0, 2).toArray();
    BitTensor x = BitTensor.pack(RingTensor.of(Shape.of(count), a));
    BitTensor y = BitTensor.pack(RingTensor.of(Shape.of(count), b));

    // when
    long[] xor = x.xor(y).unpack().words(RAW);
    long[] and = x.and(y).unpack().words(RAW);
    long[] not = x.not().unpack().words(RAW);

    // then
    for (int i = 0; i < count; i++) {
      assertThat(xor[i]).isEqualTo(a[i] ^ b[i]);
      assertThat(and[i]).isEqualTo(a[i] & b[i]);
      assertThat(not[i]).isEqualTo(1 - a[i]);
    }
  }

  @Test
  void of_wrongWordCount_isRefused() {
    assertThatThrownBy(() -> BitTensor.of(Shape.of(65), 1L)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Shape [65] needs 2 words, but 1 were given");
  }

  @Test
  void and_shapesDiffer_isRefused() {
    BitTensor x = BitTensor.of(Shape.of(3), 1L);
    BitTensor y = BitTensor.of(Shape.of(4), 1L);

    assertThatThrownBy(() -> x.and(y)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[3]")
        .hasMessageContaining("[4]");
    assertThatThrownBy(() -> x.xor(y)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void toString_showsTheShapeOnly() {
    assertThat(BitTensor.of(Shape.of(5), 0x15L)).hasToString("BitTensor[5]");
    assertThat(RingTensor.of(Shape.of(2), 4711, 42)).hasToString("RingTensor[2]");
  }
}
