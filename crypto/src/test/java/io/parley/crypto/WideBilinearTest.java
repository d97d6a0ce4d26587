package io.parley.crypto;

import static io.parley.crypto.NaiveWide.MODULUS;
import static io.parley.crypto.NaiveWide.allOnes;
import static io.parley.crypto.NaiveWide.allOnesWide;
import static io.parley.crypto.NaiveWide.at;
import static io.parley.crypto.NaiveWide.edgy;
import static io.parley.crypto.NaiveWide.edgyWide;
import static io.parley.crypto.NaiveWide.elements;
import static io.parley.crypto.NaiveWide.tabulate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WideBilinearTest {

  /** Holds the three wide forms of the map against one on integers. */
  private static void check(Bilinear map, WideTensor x, WideTensor y, BinaryOperator<BigInteger[]> naive) {
    Shape to = map.shape(x.shape(), y.shape());
    check(map.apply(x, y), to, naive.apply(elements(x), elements(y)));
    check(map.apply(x.low(), y), to, naive.apply(elements(x.low()), elements(y)));
    check(map.apply(x, y.low()), to, naive.apply(elements(x), elements(y.low())));
  }

  private static void check(WideTensor actual, Shape shape, BigInteger[] expected) {
    assertThat(actual.shape()).isEqualTo(shape);
    assertThat(elements(actual)).isEqualTo(expected);
  }

  @Test
  void mul_broadcastsBothOperands() {
    // given
    WideTensor x = edgyWide(Shape.of(3, 1, 5), 1);
    WideTensor y = edgyWide(Shape.of(4, 1), 2);

    // when, then
    check(new Bilinear.Mul(), x, y, (a, b) -> tabulate(Shape.of(3, 4, 5),
        i -> at(a, x.shape(), i[0], 0, i[2]).multiply(at(b, y.shape(), i[1], 0))));
  }

  static Stream<Arguments> matrices() {
    return Stream.of(Arguments.of(Shape.of(3, 4), Shape.of(4, 5)),
        Arguments.of(Shape.of(6, 3, 4), Shape.of(4, 5)),
        Arguments.of(Shape.of(3, 4), Shape.of(6, 4, 5)),
        Arguments.of(Shape.of(2, 3, 7, 9), Shape.of(2, 3, 9, 8)),
        Arguments.of(Shape.of(1, 1), Shape.of(1, 1)),
        Arguments.of(Shape.of(17, 33), Shape.of(33, 35)),
        Arguments.of(Shape.of(0, 4), Shape.of(4, 5)),
        Arguments.of(Shape.of(3, 0), Shape.of(0, 5)),
        Arguments.of(Shape.of(2, 3, 4), Shape.of(4, 0)));
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void matmul_multipliesTheLastTwoAxes(Shape xShape, Shape yShape) {
    check(new Bilinear.MatMul(), edgyWide(xShape, 3), edgyWide(yShape, 4), (a, b) -> matmul(a, xShape, b, yShape));
  }

  private static BigInteger[] matmul(BigInteger[] x, Shape xShape, BigInteger[] y, Shape yShape) {
    Shape to = new Bilinear.MatMul().shape(xShape, yShape);
    int k = xShape.dim(-1);
    int n = yShape.dim(-1);
    int m = xShape.dim(-2);
    return IntStream.range(0, to.size()).mapToObj(o -> {
      int batch = o / (m * n);
      int xFrom = (xShape.rank() == 2 ? 0 : batch * m * k) + o / n % m * k;
      int yFrom = (yShape.rank() == 2 ? 0 : batch * k * n) + o % n;
      return IntStream.range(0, k).mapToObj(p -> x[xFrom + p].multiply(y[yFrom + p * n]))
          .reduce(BigInteger.ZERO, BigInteger::add).mod(MODULUS);
    }).toArray(BigInteger[]::new);
  }

  /** On both sides of the inner lengths where the limbs get narrower, with the largest sums that there are. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 1000, 1024, 1025, 1500, 2049, 65_536, 65_537, 300_000})
  void matmul_largestWords_losesNoCarry(int inner) {
    // given: each element of the product is inner·(2^64 − 1)², and likewise for wide operands
    Shape x = Shape.of(5, inner);
    Shape y = Shape.of(inner, 9);
    BigInteger word = NaiveWide.value(-1);
    BigInteger wide = MODULUS.subtract(BigInteger.ONE);
    Bilinear map = new Bilinear.MatMul();

    // when, then
    check(map.apply(allOnes(x), WideTensor.ofUnsigned(allOnes(y))), Shape.of(5, 9), filled(inner, word, word));
    check(map.apply(allOnes(x), allOnesWide(y)), Shape.of(5, 9), filled(inner, word, wide));
    check(map.apply(allOnesWide(x), allOnes(y)), Shape.of(5, 9), filled(inner, wide, word));
    check(map.apply(allOnesWide(x), allOnesWide(y)), Shape.of(5, 9), filled(inner, wide, wide));
  }

  private static BigInteger[] filled(int inner, BigInteger x, BigInteger y) {
    BigInteger sum = x.multiply(y).multiply(BigInteger.valueOf(inner)).mod(MODULUS);
    return Stream.generate(() -> sum).limit(45).toArray(BigInteger[]::new);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 1000, 1500})
  void matmul_longInnerProducts_areThoseOfTheIntegers(int inner) {
    Shape x = Shape.of(4, inner);
    Shape y = Shape.of(inner, 5);
    check(new Bilinear.MatMul(), edgyWide(x, 5), edgyWide(y, 6), (a, b) -> matmul(a, x, b, y));
  }

  static Stream<Arguments> convolutions() {
    return Stream.of(
        // spec: kernel, stride, pads top left bottom right, dilation, groups
        Arguments.of(Shape.of(2, 1, 7, 9), 3, new Conv2dSpec(5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1)),
        Arguments.of(Shape.of(2, 4, 8, 7), 6, new Conv2dSpec(3, 2, 2, 3, 1, 0, 2, 1, 1, 1, 2)),
        Arguments.of(Shape.of(1, 3, 9, 9), 3, new Conv2dSpec(3, 3, 1, 2, 0, 2, 1, 0, 2, 3, 1)),
        Arguments.of(Shape.of(2, 6, 5, 5), 12, new Conv2dSpec(3, 3, 2, 2, 4, 4, 4, 4, 1, 1, 6)),
        Arguments.of(Shape.of(3, 6, 4, 6), 8, new Conv2dSpec(1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 2)),
        Arguments.of(Shape.of(1, 1, 1, 1), 1, Conv2dSpec.of(1, 1)),
        Arguments.of(Shape.of(1, 2, 3, 3), 0, Conv2dSpec.of(3, 1)),
        Arguments.of(Shape.of(0, 2, 5, 5), 2, Conv2dSpec.of(3, 1)));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void conv2d_isTheSumOverTaps(Shape xShape, int kernels, Conv2dSpec s) {
    Shape yShape = Shape.of(kernels, xShape.dim(1) / s.groups(), s.kernelHeight(), s.kernelWidth());
    Bilinear conv = new Bilinear.Conv2d(s);
    check(conv, edgyWide(xShape, 7), edgyWide(yShape, 8), (a, b) -> conv2d(a, xShape, b, yShape, s));
    check(conv, allOnesWide(xShape), allOnesWide(yShape), (a, b) -> conv2d(a, xShape, b, yShape, s));
  }

  private static BigInteger[] conv2d(BigInteger[] x, Shape xShape, BigInteger[] y, Shape yShape, Conv2dSpec s) {
    int channels = yShape.dim(1);
    return tabulate(new Bilinear.Conv2d(s).shape(xShape, yShape), i -> {
      int firstChannel = i[1] / (yShape.dim(0) / s.groups()) * channels;
      BigInteger sum = BigInteger.ZERO;
      for (int c = 0; c < channels; c++) {
        for (int ky = 0; ky < s.kernelHeight(); ky++) {
          for (int kx = 0; kx < s.kernelWidth(); kx++) {
            int row = i[2] * s.strideHeight() - s.padTop() + ky * s.dilationHeight();
            int column = i[3] * s.strideWidth() - s.padLeft() + kx * s.dilationWidth();
            sum = sum.add(at(x, xShape, i[0], firstChannel + c, row, column).multiply(at(y, yShape, i[1], c, ky, kx)));
          }
        }
      }
      return sum;
    });
  }

  @Test
  void shapesThatDoNotFit_areRefused() {
    RingTensor x = edgy(Shape.of(2, 3), 1);
    WideTensor y = edgyWide(Shape.of(4, 5), 2);
    for (Bilinear map : new Bilinear[]{new Bilinear.Mul(), new Bilinear.MatMul(),
        new Bilinear.Conv2d(Conv2dSpec.of(3, 1))}) {
      assertThatThrownBy(() -> map.apply(x, y)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> map.apply(y, x)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> map.apply(WideTensor.ofUnsigned(x), y)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
