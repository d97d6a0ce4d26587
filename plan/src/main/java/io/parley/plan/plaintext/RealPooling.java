package io.parley.plan.plaintext;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.Values;

/** Window reductions over N×C×H×W tensors of real numbers. */
final class RealPooling {
  private RealPooling() {}

  static Values maximum(Values x, Conv2dSpec w) {
    return reduce(x, w, Double.NEGATIVE_INFINITY, Math::max, (best, _) -> best);
  }

  static Values mean(Values x, Conv2dSpec w, boolean countPadding) {
    int all = w.kernelHeight() * w.kernelWidth();
    return reduce(x, w, 0, Double::sum, (sum, hits) -> sum / (countPadding ? all : hits));
  }

  private interface Step {
    double of(double state, double value);
  }

  private interface Finish {
    double of(double state, int hits);
  }

  private static Values reduce(Values x, Conv2dSpec w, double start, Step step, Finish finish) {
    int height = x.shape().dim(2);
    int width = x.shape().dim(3);
    Shape to = Shape.of(x.shape().dim(0), x.shape().dim(1), w.outHeight(height), w.outWidth(width));
    double[] in = x.data();
    double[] out = new double[to.size()];
    int o = 0;
    for (int plane = 0, planes = to.dim(0) * to.dim(1); plane < planes; plane++) {
      for (int oy = 0; oy < to.dim(2); oy++) {
        for (int ox = 0; ox < to.dim(3); ox++) {
          double state = start;
          int hits = 0;
          for (int ky = 0; ky < w.kernelHeight(); ky++) {
            int row = oy * w.strideHeight() - w.padTop() + ky * w.dilationHeight();
            for (int kx = 0; kx < w.kernelWidth(); kx++) {
              int column = ox * w.strideWidth() - w.padLeft() + kx * w.dilationWidth();
              if (row >= 0 && row < height && column >= 0 && column < width) {
                state = step.of(state, in[(plane * height + row) * width + column]);
                hits++;
              }
            }
          }
          out[o++] = finish.of(state, hits);
        }
      }
    }
    return Values.of(to, out);
  }
}
