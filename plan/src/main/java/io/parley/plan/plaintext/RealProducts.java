package io.parley.plan.plaintext;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.MatrixProducts;
import io.parley.plan.Values;

/** Products of real tensors. */
final class RealProducts {
  /** Images are convolved together as long as their columns stay below this many doubles: 32 MB. */
  private static final int MAX_COLUMNS = 1 << 22;

  private RealProducts() {}

  static Values product(Bilinear map, Values x, Values y) {
    return switch (map) {
      case Bilinear.Mul _ -> RealOps.zip(x, y, (a, b) -> a * b);
      case Bilinear.MatMul m -> MatrixProducts.isPlain(x.shape(), y.shape())
          ? matmul(x, y, m.shape(x.shape(), y.shape()))
          : MatrixProducts.expand(new RealAlgebra(), x, y);
      case Bilinear.Conv2d c -> conv2d(x, y, c.spec(), c.shape(x.shape(), y.shape()));
    };
  }

  private static Values matmul(Values x, Values y, Shape to) {
    int m = x.shape().dim(-2);
    int k = x.shape().dim(-1);
    int n = y.shape().dim(-1);
    double[] out = new double[to.size()];
    int batches = m * n == 0 ? 0 : out.length / (m * n);
    for (int b = 0; b < batches; b++) {
      double[] product = RealMatrices.multiply(m, k, n, x.data(), x.shape().rank() > 2 ? b * m * k : 0, y.data(),
          y.shape().rank() > 2 ? b * k * n : 0);
      System.arraycopy(product, 0, out, b * m * n, m * n);
    }
    return Values.of(to, out);
  }

  /** Per group one matrix product for as many images as fit: kernels × (images·pixels). */
  private static Values conv2d(Values x, Values y, Conv2dSpec s, Shape to) {
    int channels = y.shape().dim(1);
    int taps = channels * s.kernelHeight() * s.kernelWidth();
    int kernels = to.dim(1) / s.groups();
    int pixels = to.dim(2) * to.dim(3);
    int chunk = Math.max(1, MAX_COLUMNS / Math.max(1, taps * pixels));
    double[] out = new double[to.size()];
    for (int first = 0; first < to.dim(0); first += chunk) {
      int images = Math.min(chunk, to.dim(0) - first);
      for (int g = 0; g < s.groups(); g++) {
        double[] columns = columns(x, first, images, g * channels, channels, s, to);
        double[] result = RealMatrices.multiply(kernels, taps, images * pixels, y.data(), g * kernels * taps, columns,
            0);
        for (int o = 0; o < kernels; o++) {
          for (int i = 0; i < images; i++) {
            System.arraycopy(result, (o * images + i) * pixels, out,
                ((first + i) * to.dim(1) + g * kernels + o) * pixels, pixels);
          }
        }
      }
    }
    return Values.of(to, out);
  }

  /** Row (channel, tap) and column (image, pixel) hold what the kernel's tap sees at the pixel. */
  private static double[] columns(Values x, int first, int images, int firstChannel, int channels, Conv2dSpec s,
      Shape to) {
    double[] in = x.data();
    int height = x.shape().dim(2);
    int width = x.shape().dim(3);
    double[] out = new double[channels * s.kernelHeight() * s.kernelWidth() * images * to.dim(2) * to.dim(3)];
    int o = 0;
    for (int c = 0; c < channels; c++) {
      for (int ky = 0; ky < s.kernelHeight(); ky++) {
        for (int kx = 0; kx < s.kernelWidth(); kx++) {
          for (int i = 0; i < images; i++) {
            int plane = ((first + i) * x.shape().dim(1) + firstChannel + c) * height;
            for (int oy = 0; oy < to.dim(2); oy++) {
              int row = oy * s.strideHeight() - s.padTop() + ky * s.dilationHeight();
              int left = kx * s.dilationWidth() - s.padLeft();
              for (int ox = 0; ox < to.dim(3); ox++, o++) {
                int column = left + ox * s.strideWidth();
                if (row >= 0 && row < height && column >= 0 && column < width) {
                  out[o] = in[(plane + row) * width + column];
                }
              }
            }
          }
        }
      }
    }
    return out;
  }
}
