package io.parley.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitPlanesTest {
  private static final RingKernels[] BOTH = {PlainKernels.INSTANCE, new VectorKernels()};

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 511, 512, 513, 1100, 2048})
  void slice_anyLength_hasBitJOfElementIInPlaneJ(int count) {
    // given
    long[] words = new Random(count).longs(count).toArray();
    int w = (count + 63) / 64;
    long[] expected = new long[64 * w];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < 64; j++) {
        expected[j * w + i / 64] |= (words[i] >>> j & 1) << i % 64;
      }
    }
    for (RingKernels kernels : BOTH) {
      // when
      long[] planes = new Random(9).longs(expected.length).toArray();
      kernels.slice(words, planes);

      // then
      assertThat(planes).isEqualTo(expected);
    }
    assertThat(BitPlanes.slice(words)).isEqualTo(expected);
  }

  @Property(tries = 200)
  void join_undoesSlice(@ForAll @IntRange(max = 1500) int count, @ForAll long seed) {
    // given
    long[] words = new Random(seed).longs(count).toArray();
    long[] planes = BitPlanes.slice(words);
    for (RingKernels kernels : BOTH) {
      // when
      long[] joined = new long[count];
      kernels.join(planes, joined);

      // then
      assertThat(joined).isEqualTo(words);
    }
    assertThat(BitPlanes.join(planes, count)).isEqualTo(words);
  }

  @Property(tries = 100)
  void join_bitsBeyondTheLastElement_areNotRead(@ForAll @IntRange(min = 1, max = 700) int count, @ForAll long seed) {
    // given
    long[] words = new Random(seed).longs(count).toArray();
    long[] planes = BitPlanes.slice(words);
    int w = planes.length / 64;
    if (count % 64 != 0) {
      for (int j = 0; j < 64; j++) {
        planes[j * w + w - 1] |= -1L << count;
      }
    }

    // when
    long[] joined = BitPlanes.join(planes, count);

    // then
    assertThat(joined).isEqualTo(words);
  }
}
