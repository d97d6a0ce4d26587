package io.parley.crypto;

import java.util.Arrays;

/** Matrix products and convolutions over Z_2^64, on top of {@link RingKernels#matmul}. */
final class LinearKernels {
  private static final RawAccess RAW = RawAccess.grant();

  private LinearKernels() {}

  static Shape matmulShape(Shape x, Shape y) {
    boolean fits = x.rank() >= 2 && y.rank() >= 2 && x.dim(-1) == y.dim(-2)
        && (x.rank() == 2 || y.rank() == 2 || Arrays.equals(lead(x), lead(y)));
    if (!fits) {
      throw new IllegalArgumentException("Cannot multiply matrices of shapes " + x + " and " + y);
    }
    int[] lead = x.rank() > 2 ? lead(x) : lead(y);
    int[] out = Arrays.copyOf(lead, lead.length + 2);
    out[lead.length] = x.dim(-2);
    out[lead.length + 1] = y.dim(-1);
    return Shape.of(out);
  }

  private static int[] lead(Shape s) {
    return Arrays.copyOf(s.dims(), s.rank() - 2);
  }

  static RingTensor matmul(RingTensor x, RingTensor y) {
    Shape to = matmulShape(x.shape(), y.shape());
    int k = x.shape().dim(-1);
    int n = y.shape().dim(-1);
    long[] out = new long[to.size()];
    if (out.length == 0) {
      return RingTensor.of(to, out);
    }
    // Matrices that share their right factor are one tall matrix.
    int m = y.shape().rank() == 2 ? out.length / n : x.shape().dim(-2);
    int batches = out.length / (m * n);
    int xStep = x.shape().rank() > 2 ? m * k : 0;
    int yStep = y.shape().rank() > 2 ? k * n : 0;
    for (int b = 0; b < batches; b++) {
      RingKernels.get().matmul(m, k, n, x.words(RAW), b * xStep, y.words(RAW), b * yStep, out, b * m * n);
    }
    return RingTensor.of(to, out);
  }

  static Shape conv2dShape(Shape x, Shape y, Conv2dSpec s) {
    boolean fits = x.rank() == 4 && y.rank() == 4 && y.dim(2) == s.kernelHeight() && y.dim(3) == s.kernelWidth()
        && x.dim(1) == y.dim(1) * s.groups() && y.dim(0) % s.groups() == 0;
    if (!fits) {
      throw new IllegalArgumentException("Cannot convolve " + x + " with kernels " + y + " in " + s.groups()
          + " groups of " + s.kernelHeight() + "×" + s.kernelWidth());
    }
    int height = s.outHeight(x.dim(2));
    int width = s.outWidth(x.dim(3));
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("A kernel of " + s.kernelHeight() + "×" + s.kernelWidth()
          + " does not fit shape " + x);
    }
    return Shape.of(x.dim(0), y.dim(0), height, width);
  }

  static RingTensor conv2d(RingTensor x, RingTensor y, Conv2dSpec s) {
    Shape to = conv2dShape(x.shape(), y.shape(), s);
    int channels = y.shape().dim(1);
    int taps = channels * s.kernelHeight() * s.kernelWidth();
    int kernels = y.shape().dim(0) / s.groups();
    int pixels = to.dim(2) * to.dim(3);
    long[] out = new long[to.size()];
    boolean direct = s.equals(Conv2dSpec.of(1, 1).withGroups(s.groups()));
    long[] columns = direct ? x.words(RAW) : Scratch.take(Math.multiplyExact(taps, pixels));
    for (int image = 0; image < to.dim(0); image++) {
      for (int g = 0; g < s.groups(); g++) {
        int from = direct ? (image * x.shape().dim(1) + g * channels) * pixels : 0;
        if (!direct) {
          im2col(x, image, g * channels, channels, s, to.dim(2), to.dim(3), columns);
        }
        RingKernels.get().matmul(kernels, taps, pixels, y.words(RAW), g * kernels * taps, columns, from, out,
            (image * to.dim(1) + g * kernels) * pixels);
      }
    }
    if (!direct) {
      Scratch.give(columns);
    }
    return RingTensor.of(to, out);
  }

  /** Column p of the result holds the taps of window p: (channels·KH·KW)×(OH·OW). */
  private static void im2col(RingTensor x, int image, int firstChannel, int channels, Conv2dSpec s, int outHeight,
      int outWidth, long[] columns) {
    long[] in = x.words(RAW);
    int height = x.shape().dim(2);
    int width = x.shape().dim(3);
    int o = 0;
    for (int c = 0; c < channels; c++) {
      int plane = (image * x.shape().dim(1) + firstChannel + c) * height * width;
      for (int ky = 0; ky < s.kernelHeight(); ky++) {
        int top = ky * s.dilationHeight() - s.padTop();
        for (int kx = 0; kx < s.kernelWidth(); kx++) {
          int left = kx * s.dilationWidth() - s.padLeft();
          int first = Math.min(outWidth, firstInside(left, s.strideWidth()));
          int end = Math.max(first, Math.min(outWidth, firstInside(left - width, s.strideWidth())));
          boolean padded = first > 0 || end < outWidth;
          for (int oy = 0; oy < outHeight; oy++, o += outWidth) {
            int row = top + oy * s.strideHeight();
            boolean inside = row >= 0 && row < height;
            if (padded || !inside) {
              Arrays.fill(columns, o, o + outWidth, 0);
            }
            if (inside) {
              Walk.strided(in, plane + row * width + left + first * s.strideWidth(), s.strideWidth(), columns,
                  o + first,
                  end - first);
            }
          }
        }
      }
    }
  }

  /** The least i ≥ 0 with at + i·step ≥ 0. */
  private static int firstInside(int at, int step) {
    return at >= 0 ? 0 : (step - 1 - at) / step;
  }
}
