package io.parley.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both kernels against naive loops, bit for bit. */
class KernelsTest {
  private static final RingKernels[] BOTH = {PlainKernels.INSTANCE, new VectorKernels()};

  interface Range {
    void run(RingKernels k, long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count);
  }

  interface Scalar {
    long of(long out, long x, long y);
  }

  static Stream<Arguments> elementwise() {
    return Stream.of(Arguments.of("add", (Range) RingKernels::add, (Scalar) (o, x, y) -> x + y),
        Arguments.of("sub", (Range) RingKernels::sub, (Scalar) (o, x, y) -> x - y),
        Arguments.of("mul", (Range) RingKernels::mul, (Scalar) (o, x, y) -> x * y),
        Arguments.of("mulAdd", (Range) RingKernels::mulAdd, (Scalar) (o, x, y) -> o + x * y),
        Arguments.of("xor", (Range) RingKernels::xor, (Scalar) (o, x, y) -> x ^ y),
        Arguments.of("and", (Range) RingKernels::and, (Scalar) (o, x, y) -> x & y),
        Arguments.of("xorAnd", (Range) RingKernels::xorAnd, (Scalar) (o, x, y) -> o ^ (x & y)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void elementwise(String name, Range kernel, Scalar naive) {
    Random random = new Random(1);
    for (RingKernels k : BOTH) {
      for (int count : new int[]{0, 1, 7, 8, 9, 63, 64, 65, 1000}) {
        // given
        long[] x = random.longs(count + 5).toArray();
        long[] y = random.longs(count + 9).toArray();
        long[] out = random.longs(count + 4).toArray();
        long[] expected = out.clone();
        for (int i = 0; i < count; i++) {
          expected[3 + i] = naive.of(expected[3 + i], x[5 + i], y[2 + i]);
        }

        // when
        kernel.run(k, x, 5, y, 2, out, 3, count);

        // then
        assertThat(out).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("elementwise")
  void elementwise_inPlace_isAsApart(String name, Range kernel, Scalar naive) {
    for (RingKernels k : BOTH) {
      // given
      long[] x = new Random(2).longs(100).toArray();
      long[] y = new Random(3).longs(100).toArray();
      long[] expected = new long[100];
      for (int i = 0; i < 100; i++) {
        expected[i] = naive.of(x[i], x[i], y[i]);
      }

      // when
      kernel.run(k, x, 0, y, 0, x, 0, 100);

      // then
      assertThat(x).isEqualTo(expected);

      // and from anywhere
      long[] shifted = new long[103];
      System.arraycopy(new Random(2).longs(100).toArray(), 0, shifted, 3, 100);
      kernel.run(k, shifted, 3, y, 0, shifted, 3, 100);
      assertThat(Arrays.copyOfRange(shifted, 3, 103)).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("elementwise")
  void elementwise_rangeBeyondAnArray_writesNothing(String name, Range kernel, Scalar naive) {
    for (RingKernels k : BOTH) {
      long[] out = new long[20];
      assertThatThrownBy(() -> kernel.run(k, new long[20], 1, new long[20], 0, out, 0, 20))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> kernel.run(k, new long[20], 0, new long[20], 0, out, 15, 6))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(out).containsOnly(0);
    }
  }

  @Test
  void fold_fromAnywhere_isTheLoop() {
    Random random = new Random(4);
    for (RingKernels k : BOTH) {
      for (int count : new int[]{0, 1, 7, 8, 9, 63, 64, 65, 1000}) {
        // given
        long[] e = random.longs(count + 5).toArray();
        long[] a = random.longs(count + 9).toArray();
        long[] b = random.longs(count + 4).toArray();
        long[] out = random.longs(count + 2).toArray();
        long[] expected = out.clone();
        for (int i = 0; i < count; i++) {
          expected[1 + i] = (e[5 + i] & a[2 + i]) ^ b[3 + i];
        }

        // when
        k.fold(e, 5, a, 2, b, 3, out, 1, count);

        // then
        assertThat(out).isEqualTo(expected);
        assertThatThrownBy(() -> k.fold(e, 5, a, 2, b, 5, out, 1, count + 1))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }

  @Property(tries = 300)
  void matmul_anySize_isTheTripleLoop(@ForAll @IntRange(max = 40) int m, @ForAll @IntRange(max = 40) int k,
      @ForAll @IntRange(max = 80) int n, @ForAll long seed) {
    checkMatmul(m, k, n, new Random(seed));
  }

  static Stream<Arguments> sizes() {
    return Stream.of(Arguments.of(1, 300, 70), Arguments.of(2, 131, 1000), Arguments.of(300, 70, 1),
        Arguments.of(300, 71, 3), Arguments.of(20, 25, 576), Arguments.of(50, 500, 64), Arguments.of(128, 257, 10),
        Arguments.of(133, 129, 519), Arguments.of(261, 128, 1030), Arguments.of(4, 1, 600), Arguments.of(1, 5000, 1));
  }

  @ParameterizedTest(name = "{0}×{1}·{1}×{2}")
  @MethodSource("sizes")
  void matmul_acrossBlocks_isTheTripleLoop(int m, int k, int n) {
    checkMatmul(m, k, n, new Random(7));
  }

  private static void checkMatmul(int m, int k, int n, Random random) {
    // given
    long[] x = random.longs(m * k + 3).toArray();
    long[] y = random.longs(k * n + 2).toArray();
    long[] out = random.longs(m * n + 4).toArray();
    long[] expected = out.clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int p = 0; p < k; p++) {
          expected[1 + i * n + j] += x[3 + i * k + p] * y[1 + p * n + j];
        }
      }
    }
    for (RingKernels kernels : BOTH) {
      // when
      long[] actual = out.clone();
      kernels.matmul(m, k, n, x, 3, y, 1, actual, 1);

      // then
      assertThat(actual).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void reductionsAndScalars(int count) {
    long[] x = new Random(5).longs(count).toArray();
    for (RingKernels k : BOTH) {
      // given
      long[] product = new long[count];
      long[] sum = new long[count];

      // when
      k.mulScalar(x, 0x9E3779B97F4A7C15L, product);
      k.addScalar(x, -3, sum);

      // then
      assertThat(k.sum(x)).isEqualTo(java.util.Arrays.stream(x).sum());
      for (int i = 0; i < count; i++) {
        assertThat(product[i]).isEqualTo(x[i] * 0x9E3779B97F4A7C15L);
        assertThat(sum[i]).isEqualTo(x[i] - 3);
      }
    }
  }

  static Stream<Integer> lengths() {
    return Stream.of(0, 1, 7, 8, 9, 100);
  }
}
