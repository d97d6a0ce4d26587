package io.parley.crypto;

import static io.parley.crypto.Naive.at;
import static io.parley.crypto.Naive.random;
import static io.parley.crypto.Naive.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BilinearTest {

  @Test
  void mul_broadcastsBothOperands() {
    // given
    RingTensor x = random(Shape.of(3, 1, 5), 1);
    RingTensor y = random(Shape.of(4, 1), 2);

    // when
    RingTensor product = new Bilinear.Mul().apply(x, y);

    // then
    RingTensor expected = Naive.tabulate(Shape.of(3, 4, 5), i -> at(x, i[0], 0, i[2]) * at(y, i[1], 0));
    assertThat(product.shape()).isEqualTo(expected.shape());
    assertThat(words(product)).isEqualTo(words(expected));
  }

  static Stream<Arguments> matrices() {
    return Stream.of(Arguments.of(Shape.of(3, 4), Shape.of(4, 5), Shape.of(3, 5)),
        Arguments.of(Shape.of(6, 3, 4), Shape.of(4, 5), Shape.of(6, 3, 5)),
        Arguments.of(Shape.of(3, 4), Shape.of(6, 4, 5), Shape.of(6, 3, 5)),
        Arguments.of(Shape.of(2, 3, 7, 9), Shape.of(2, 3, 9, 8), Shape.of(2, 3, 7, 8)),
        Arguments.of(Shape.of(0, 4), Shape.of(4, 5), Shape.of(0, 5)),
        Arguments.of(Shape.of(3, 0), Shape.of(0, 5), Shape.of(3, 5)),
        Arguments.of(Shape.of(2, 3, 4), Shape.of(4, 0), Shape.of(2, 3, 0)));
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void matmul_multipliesTheLastTwoAxes(Shape xShape, Shape yShape, Shape outShape) {
    // given
    RingTensor x = random(xShape, 3);
    RingTensor y = random(yShape, 4);
    int m = xShape.dim(-2);
    int k = xShape.dim(-1);
    int n = yShape.dim(-1);

    // when
    RingTensor product = new Bilinear.MatMul().apply(x, y);

    // then
    assertThat(product.shape()).isEqualTo(outShape);
    int o = 0;
    for (int batch = 0; o < outShape.size(); batch++) {
      int xFrom = xShape.rank() == 2 ? 0 : batch * m * k;
      int yFrom = yShape.rank() == 2 ? 0 : batch * k * n;
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++, o++) {
          long sum = 0;
          for (int p = 0; p < k; p++) {
            sum += words(x)[xFrom + i * k + p] * words(y)[yFrom + p * n + j];
          }
          assertThat(words(product)[o]).isEqualTo(sum);
        }
      }
    }
  }

  static Stream<Arguments> convolutions() {
    return Stream.of(
        // spec: kernel, stride, pads top left bottom right, dilation, groups
        Arguments.of(Shape.of(2, 1, 7, 9), 3, new Conv2dSpec(5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1)),
        Arguments.of(Shape.of(1, 4, 8, 8), 6, new Conv2dSpec(3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1)),
        Arguments.of(Shape.of(2, 4, 8, 7), 6, new Conv2dSpec(3, 2, 2, 3, 1, 0, 2, 1, 1, 1, 2)),
        Arguments.of(Shape.of(1, 3, 9, 9), 3, new Conv2dSpec(3, 3, 1, 2, 0, 2, 1, 0, 2, 3, 1)),
        Arguments.of(Shape.of(2, 6, 5, 5), 6, new Conv2dSpec(3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 6)),
        Arguments.of(Shape.of(2, 6, 5, 5), 12, new Conv2dSpec(3, 3, 2, 2, 4, 4, 4, 4, 1, 1, 6)),
        Arguments.of(Shape.of(3, 5, 4, 6), 7, new Conv2dSpec(1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1)),
        Arguments.of(Shape.of(3, 6, 4, 6), 8, new Conv2dSpec(1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 2)),
        Arguments.of(Shape.of(1, 2, 2, 2), 2, new Conv2dSpec(1, 1, 2, 2, 1, 1, 1, 1, 1, 1, 1)),
        Arguments.of(Shape.of(0, 2, 5, 5), 2, Conv2dSpec.of(3, 1)),
        Arguments.of(Shape.of(2, 20, 12, 12), 50, Conv2dSpec.of(5, 1)));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void conv2d_isTheSumOverTaps(Shape xShape, int kernels, Conv2dSpec s) {
    // given
    int channels = xShape.dim(1) / s.groups();
    RingTensor x = random(xShape, 5);
    RingTensor y = random(Shape.of(kernels, channels, s.kernelHeight(), s.kernelWidth()), 6);
    int height = (xShape.dim(2) + s.padTop() + s.padBottom() - (s.kernelHeight() - 1) * s.dilationHeight() - 1)
        / s.strideHeight() + 1;
    int width = (xShape.dim(3) + s.padLeft() + s.padRight() - (s.kernelWidth() - 1) * s.dilationWidth() - 1)
        / s.strideWidth() + 1;

    // when
    RingTensor out = new Bilinear.Conv2d(s).apply(x, y);

    // then
    RingTensor expected = Naive.tabulate(Shape.of(xShape.dim(0), kernels, height, width), i -> {
      int firstChannel = i[1] / (kernels / s.groups()) * channels;
      long sum = 0;
      for (int c = 0; c < channels; c++) {
        for (int ky = 0; ky < s.kernelHeight(); ky++) {
          for (int kx = 0; kx < s.kernelWidth(); kx++) {
            int row = i[2] * s.strideHeight() - s.padTop() + ky * s.dilationHeight();
            int column = i[3] * s.strideWidth() - s.padLeft() + kx * s.dilationWidth();
            sum += at(x, i[0], firstChannel + c, row, column) * at(y, i[1], c, ky, kx);
          }
        }
      }
      return sum;
    });
    assertThat(out.shape()).isEqualTo(expected.shape());
    assertThat(words(out)).isEqualTo(words(expected));
  }

  @Property(tries = 50)
  void conv2d_isLinearInEachArgument(@ForAll @IntRange(min = 1, max = 3) int stride,
      @ForAll @IntRange(max = 2) int pad, @ForAll long seed) {
    // given
    Bilinear conv = new Bilinear.Conv2d(new Conv2dSpec(3, 3, stride, stride, pad, pad, pad, pad, 1, 1, 1));
    RingTensor x1 = random(Shape.of(2, 2, 6, 7), seed);
    RingTensor x2 = random(Shape.of(2, 2, 6, 7), seed + 1);
    RingTensor y1 = random(Shape.of(3, 2, 3, 3), seed + 2);
    RingTensor y2 = random(Shape.of(3, 2, 3, 3), seed + 3);

    // when
    RingTensor whole = conv.apply(x1.add(x2), y1.add(y2));

    // then
    RingTensor parts = conv.apply(x1, y1).add(conv.apply(x1, y2)).add(conv.apply(x2, y1)).add(conv.apply(x2, y2));
    assertThat(words(whole)).isEqualTo(words(parts));
  }

  @Test
  void shapesThatDoNotFit_areRefusedWithBothShapes() {
    assertThatThrownBy(() -> new Bilinear.MatMul().shape(Shape.of(2, 3), Shape.of(4, 5)))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[2, 3]").hasMessageContaining("[4, 5]");
    assertThatThrownBy(() -> new Bilinear.MatMul().shape(Shape.of(2, 2, 3), Shape.of(3, 3, 5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Bilinear.MatMul().shape(Shape.of(3), Shape.of(3, 5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Bilinear.Conv2d(Conv2dSpec.of(3, 1)).shape(Shape.of(1, 2, 8, 8), Shape.of(4, 3, 3, 3)))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[1, 2, 8, 8]");
    assertThatThrownBy(() -> new Bilinear.Mul().shape(Shape.of(2, 3), Shape.of(4)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void conv2d_kernelLargerThanTheInput_isRefusedWhateverTheStride() {
    for (int stride = 1; stride < 4; stride++) {
      Bilinear conv = new Bilinear.Conv2d(Conv2dSpec.of(3, stride));
      assertThatThrownBy(() -> conv.shape(Shape.of(1, 1, 2, 5), Shape.of(1, 1, 3, 3)))
          .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("does not fit");
    }
  }
}
