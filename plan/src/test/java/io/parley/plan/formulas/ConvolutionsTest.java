package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertCombines;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionsTest {
  /** Whole numbers, so that every order of operations gives the same. */
  private static Values wholes(int... dims) {
    Shape shape = Shape.of(dims);
    return Values.of(shape, new Random(dims.length).ints(shape.size(), -4, 5).asDoubleStream().toArray());
  }

  private static double at(Values x, int... index) {
    int i = 0;
    for (int axis = 0; axis < index.length; axis++) {
      if (index[axis] < 0 || index[axis] >= x.shape().dim(axis)) {
        return 0;
      }
      i = i * x.shape().dim(axis) + index[axis];
    }
    return x.data()[i];
  }

  @ParameterizedTest
  @CsvSource({"3, 1, 0, 0, 1, 1", "3, 2, 1, 2, 1, 1", "2, 1, 2, 0, 3, 2", "1, 3, 0, 0, 1, 4"})
  void conv1d_isTheNaiveSum(int kernel, int stride, int before, int after, int dilation, int groups) {
    Values x = wholes(2, 4, 9);
    Values k = wholes(4, 4 / groups, kernel);
    AxisWindow window = new AxisWindow(kernel, stride, before, after, dilation);
    int length = window.windows(9);
    double[] out = new double[2 * 4 * length];
    for (int i = 0; i < out.length; i++) {
      int o = i / length % 4;
      for (int c = 0; c < 4 / groups; c++) {
        for (int t = 0; t < kernel; t++) {
          out[i] += at(k, o, c, t) * at(x, i / length / 4, o / (4 / groups) * (4 / groups) + c,
              i % length * stride - before + t * dilation);
        }
      }
    }
    assertCombines(Values.of(Shape.of(2, 4, length), out), 0,
        (a, in) -> Convolutions.conv1d(a, in.get(0), in.get(1), window, groups), x, k);
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 0, 1, 1", "2, 2, 1, 1, 2", "3, 1, 1, 2, 1"})
  void conv3d_isTheNaiveSum(int kernel, int stride, int pad, int dilation, int groups) {
    Values x = wholes(2, 2, 5, 4, 4);
    Values k = wholes(4, 2 / groups, kernel, 2, 2);
    AxisWindow depth = new AxisWindow(kernel, stride, pad, pad, dilation);
    Conv2dSpec plane = new Conv2dSpec(2, 2, 1, 2, 1, 0, 0, 1, 1, 1, groups);
    int layers = depth.windows(5);
    int height = plane.outHeight(4);
    int width = plane.outWidth(4);
    double[] out = new double[2 * 4 * layers * height * width];
    for (int i = 0; i < out.length; i++) {
      int n = i / (4 * layers * height * width);
      int o = i / (layers * height * width) % 4;
      for (int c = 0; c < 2 / groups; c++) {
        for (int t = 0; t < kernel * 4; t++) {
          int z = i / (height * width) % layers * stride - pad + t / 4 * dilation;
          int row = i / width % height - 1 + t / 2 % 2;
          int column = i % width * 2 + t % 2;
          out[i] += at(k, o, c, t / 4, t / 2 % 2, t % 2)
              * at(x, n, o / (4 / groups) * (2 / groups) + c, z, row, column);
        }
      }
    }
    assertCombines(Values.of(Shape.of(2, 4, layers, height, width), out), 0,
        (a, in) -> Convolutions.conv3d(a, in.get(0), in.get(1), depth, plane), x, k);
  }

  private static Values transposed(Values x, Values k, Conv2dSpec s, int moreRows, int moreColumns) {
    Shape in = x.shape();
    int perGroup = k.shape().dim(1);
    int channels = perGroup * s.groups();
    int height = (in.dim(2) - 1) * s.strideHeight() - s.padTop() - s.padBottom()
        + s.dilationHeight() * (s.kernelHeight() - 1) + moreRows + 1;
    int width = (in.dim(3) - 1) * s.strideWidth() - s.padLeft() - s.padRight()
        + s.dilationWidth() * (s.kernelWidth() - 1) + moreColumns + 1;
    double[] out = new double[in.dim(0) * channels * height * width];
    for (int i = 0; i < x.data().length; i++) {
      int n = i / (in.dim(1) * in.dim(2) * in.dim(3));
      int c = i / (in.dim(2) * in.dim(3)) % in.dim(1);
      for (int t = 0; t < perGroup * s.kernelHeight() * s.kernelWidth(); t++) {
        int o = t / (s.kernelHeight() * s.kernelWidth());
        int ky = t / s.kernelWidth() % s.kernelHeight();
        int row = i / in.dim(3) % in.dim(2) * s.strideHeight() - s.padTop() + ky * s.dilationHeight();
        int column = i % in.dim(3) * s.strideWidth() - s.padLeft() + t % s.kernelWidth() * s.dilationWidth();
        if (row >= 0 && row < height && column >= 0 && column < width) {
          int channel = c / (in.dim(1) / s.groups()) * perGroup + o;
          out[((n * channels + channel) * height + row) * width + column] += x.data()[i]
              * at(k, c, o, ky, t % s.kernelWidth());
        }
      }
    }
    return Values.of(Shape.of(in.dim(0), channels, height, width), out);
  }

  @ParameterizedTest
  @CsvSource({"3, 1, 0, 1, 0, 1", "3, 2, 1, 1, 1, 1", "2, 2, 0, 1, 0, 1", "2, 2, 1, 1, 0, 2", "2, 2, 0, 1, 1, 1",
      "2, 3, 0, 1, 0, 2", "3, 2, 2, 2, 1, 2"})
  void transposed2d_isTheNaiveSum(int kernel, int stride, int pad, int dilation, int more, int groups) {
    Values x = wholes(2, 4, 3, 4);
    Values k = wholes(4, 2, kernel, kernel);
    Conv2dSpec s = new Conv2dSpec(kernel, kernel, stride, stride, pad, 0, pad, pad, dilation, dilation, groups);
    assertCombines(transposed(x, k, s, more, 0), 0,
        (a, in) -> Convolutions.transposed2d(a, in.get(0), in.get(1), s, more, 0), x, k);
  }

  @Test
  void transposed1d_isTheNaiveSum() {
    Values x = wholes(2, 2, 1, 5);
    Values k = wholes(2, 3, 1, 3);
    AxisWindow window = new AxisWindow(3, 2, 1, 1, 1);
    Values expected = transposed(x, k, window.asRow(1), 0, 1);
    assertCombines(Values.of(Shape.of(2, 3, expected.shape().dim(3)), expected.data()), 0,
        (a, in) -> Convolutions.transposed1d(a, in.get(0), in.get(1), window, 1, 1),
        Values.of(Shape.of(2, 2, 5), x.data()), Values.of(Shape.of(2, 3, 3), k.data()));
  }

  @Test
  void operandsThatDoNotFit_areRefused() {
    Values image = wholes(1, 2, 3, 3);
    Values kernels = wholes(3, 2, 2, 2);
    assertThatThrownBy(() -> FormulaRun.plan(
        (a, in) -> Convolutions.conv1d(a, in.get(0), in.get(1), AxisWindow.of(2, 1), 1), image, kernels))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("3 axes");
    assertThatThrownBy(() -> FormulaRun.plan(
        (a, in) -> Convolutions.transposed2d(a, in.get(0), in.get(1), Conv2dSpec.of(2, 1), 0, 0), image, kernels))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("need shape [2, o, kh, kw]");
  }
}
