package io.parley.benchmarks.suite;

import static io.parley.benchmarks.suite.OpPlans.EXACT;
import static io.parley.benchmarks.suite.OpPlans.IMAGES;
import static io.parley.benchmarks.suite.OpPlans.LARGE;
import static io.parley.benchmarks.suite.OpPlans.ROWS;
import static io.parley.benchmarks.suite.OpPlans.TRUNCATED;
import static io.parley.benchmarks.suite.OpPlans.comparison;
import static io.parley.benchmarks.suite.OpPlans.images;
import static io.parley.benchmarks.suite.OpPlans.op;
import static io.parley.benchmarks.suite.OpPlans.rows;
import static io.parley.benchmarks.suite.OpPlans.sizes;
import static io.parley.benchmarks.suite.OpPlans.x;
import static io.parley.benchmarks.suite.OpPlans.y;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.formulas.AxisWindow;
import io.parley.plan.formulas.Interpolation;
import io.parley.plan.formulas.LossTarget;
import io.parley.plan.formulas.Recurrent;
import io.parley.plan.formulas.Reduction;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import java.util.List;
import java.util.Optional;

/** What concerns elements along axes, and layers. */
final class LayerOps {
  /** A mean of ten times a factor that is rounded: half a unit for each 1/8 of the sum. */
  private static final double MEAN = 1 + 8.0 * OpPlans.COLUMNS / 2;
  private static final double EPSILON = 1e-3;
  private static final int UNITS = 16;

  static final List<BenchOp> ALL = List.of(
      rows("mean", "the mean of each of N rows of 10, or of N×M", MEAN, x -> x.mean(1)),
      rows("variance", "the variance of each of N rows of 10, or of N×M", 8 * MEAN, x -> x.variance(1)),
      rows("deviation", "the deviation of each of N rows of 10, or of N×M", MEAN, x -> x.deviation(1)),
      rows("l1", "Σ|x| of each of N rows of 10, or of N×M", EXACT, x -> x.l1(1)),
      rows("l2", "√Σx² of each of N rows of 10, or of N×M", 20, x -> x.l2(1)),
      rows("prod", "the product of each of N rows of 10, or of N×M", 16, x -> x.mul(0.125).prod(1)),
      rows("rowmax", "the maximum of each of N rows of 10, or of N×M", EXACT, x -> x.maxOver(1)),
      rows("argmax", "the index of the maximum of each of N rows of 10, or of N×M", EXACT, x -> x.argmax(1)),
      rows("softmax", "the softmax of each of N rows of 10, or of N×M", 6, x -> x.softmax(1)),
      rows("log-softmax", "the logarithm of softmax of each of N rows of 10, or of N×M", 8, x -> x.logSoftmax(1)),
      rows("cross-entropy", "of each of N rows of 10, or of N×M, with its own softmax", 200,
          x -> x.crossEntropy(x.softmax(1), 1, LossTarget.PROBABILITIES, Reduction.NONE)),
      rows("log-sum-exp", "ln Σe^x of each of N rows of 10, or of N×M", 8, x -> x.logSumExp(1)),
      rows("cumsum", "the cumulative sums of each of N rows of 10, or of N×M", EXACT, x -> x.cumsum(1)),
      rows("sort", "each of N rows of 10, or of N×M, in order", EXACT, x -> x.sort(1)),
      rows("topk", "the indices of the three largest of each of N rows of 10, or of N×M", EXACT,
          x -> x.topK(3, 1).indices()),
      rows("median", "the median of each of N rows of 10, or of N×M", TRUNCATED, x -> x.median(1)),
      rows("gather", "five public columns of each of N rows of 10, or of N×M", EXACT, x -> x.gather(1, 4, 4, 0, 1, 2)),
      rows("flip", "each of N rows of 10, or of N×M, backwards", EXACT, x -> x.flip(1)),
      rows("resize", "each of N rows of 10, or of N×M, at twice the length", TRUNCATED,
          x -> x.resizeLinear(1, 2 * x.shape().dim(1), Interpolation.Coordinates.HALF_PIXEL)),
      rows("one-hot", "ten bits for each of N rows of 10 indices, or of N×M", EXACT,
          x -> x.floor().oneHot(OpPlans.COLUMNS)),
      op("lookup", "N rows of a secret table of 16 rows of 10, by secret indices", ROWS, EXACT,
          (t, n) -> t.secret("y", Shape.of(UNITS, OpPlans.COLUMNS)).lookup(x(t, n).floor().add(8))),
      rows("layernorm", "layer normalisation of each of N rows of 10, or of N×M", 120, LayerOps::layerNorm),
      rows("standardise", "mean 0 and variance 1 for each of N rows of 10, or of N×M", 40,
          x -> x.standardise(EPSILON, 1)),
      rows("rmsnorm", "root mean square normalisation of each of N rows of 10, or of N×M", 120, LayerOps::rmsNorm),

      comparison("equal", "x = y, N times", LARGE, (t, n) -> x(t, n).equalTo(y(t, n))),
      comparison("less-or-equal", "x ≤ y, N times", LARGE, (t, n) -> x(t, n).lessOrEqual(y(t, n))),
      comparison("any", "whether any of N numbers is below 0", ROWS, (t, n) -> x(t, n).lessThan(0).any()),

      op("batchnorm", "batch normalisation of N images of 20×24×24", IMAGES, 60, (t, n) -> {
        SecretTensor y = t.secret("y", Shape.of(20));
        return images(t, n, 20, 24).batchNorm(y, y, y, y.abs().add(1), EPSILON);
      }),
      op("conv3d", "the convolution of N×4×8×8×8 by 8×4×3×3×3", IMAGES, TRUNCATED,
          (t, n) -> t.secret("x", Shape.of(n, 4, 8, 8, 8)).conv3d(t.secret("y", Shape.of(8, 4, 3, 3, 3)),
              AxisWindow.of(3, 1), Conv2dSpec.of(3, 1))),
      op("conv1d", "the convolution of N×16×64 by 16×16×3", IMAGES, TRUNCATED,
          (t, n) -> t.secret("x", Shape.of(n, UNITS, 64)).conv1d(t.secret("y", Shape.of(UNITS, UNITS, 3)),
              AxisWindow.of(3, 1), 1)),
      op("conv-transpose", "the transposed convolution of N images of 16×12×12 by 16×8×3×3 at stride 2", IMAGES,
          TRUNCATED, (t, n) -> images(t, n, UNITS, 12).convTranspose2d(t.secret("y", Shape.of(UNITS, 8, 3, 3)),
              Conv2dSpec.of(3, 2))),
      op("attention", "attention of N tokens of 16 numbers to each other", sizes("64"), 240, (t, n) -> {
        SecretTensor x = t.secret("x", Shape.of(n, UNITS));
        return x.attention(t.secret("y", Shape.of(n, UNITS)), x, Optional.empty());
      }),
      op("lstm", "eight steps of N long short-term memories of 16 units", IMAGES, 100, LayerOps::lstm));

  private LayerOps() {}

  private static SecretTensor layerNorm(SecretTensor x) {
    SecretTensor row = x.slice(0, 0, 1).reshape(-1);
    return x.layerNorm(1, row, row, EPSILON);
  }

  private static SecretTensor rmsNorm(SecretTensor x) {
    return x.rmsNorm(1, x.slice(0, 0, 1).reshape(-1), EPSILON);
  }

  private static SecretTensor lstm(Trace t, int n) {
    SecretTensor input = t.secret("w", Shape.of(4 * UNITS, UNITS)).mul(1.0 / 64);
    SecretTensor recurrent = t.secret("u", Shape.of(4 * UNITS, UNITS)).mul(1.0 / 64);
    SecretTensor bias = t.secret("b", Shape.of(4 * UNITS));
    SecretTensor start = t.secret("h", Shape.of(n, UNITS)).mul(0.125);
    return t.secret("x", Shape.of(8, n, UNITS)).mul(0.125).lstm(
        new Recurrent.Weights<>(input, recurrent, bias, bias), start, start, Recurrent.LstmGates.IFCO).last();
  }
}
