package io.parley.protocols;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.FourierSeries;
import io.parley.crypto.Separable;
import io.parley.crypto.Shape;
import io.parley.crypto.SplitExponential;
import io.parley.crypto.Structure;
import io.parley.plan.Comparison;
import io.parley.plan.Op;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Every primitive over random, edge and near-overflow values, and shapes with zero, one and odd sizes. */
final class ConformanceCases {
  private static final int F = 16;
  private static final double ULP = Math.scalb(1.0, -F);
  /** The largest double below 2^62. */
  private static final double LARGEST = 0x1p62 - 512;
  private static final double SQUARE_ROOTS = 0x1p24;
  private static final List<Shape> SHAPES = List.of(Shape.of(0), Shape.of(), Shape.of(1), Shape.of(7), Shape.of(3, 0),
      Shape.of(64), Shape.of(5, 13), Shape.of(129));

  private final ConformanceTest.Setting setting;
  private final Random random;
  private final List<ConformanceCase> cases = new ArrayList<>();

  private ConformanceCases(long seed, ConformanceTest.Setting setting) {
    this.setting = setting;
    random = new Random(seed);
  }

  static List<ConformanceCase> all(long seed, ConformanceTest.Setting setting) {
    ConformanceCases c = new ConformanceCases(seed, setting);
    for (Shape shape : SHAPES) {
      c.linear(shape);
      c.elementwiseProducts(shape);
      c.truncations(shape);
      c.comparisons(shape);
      if (setting.mixesComparisons()) {
        c.mixedComparisons(shape);
      }
      if (setting.protocol().separates()) {
        c.separated(shape);
      }
      c.bits(shape);
      c.structures(shape);
    }
    c.matmuls();
    c.convolutions();
    c.reuse();
    return c.cases;
  }

  private void add(String name, PlansForTests b, int z, Map<String, Values> inputs, double[] expected, double tol) {
    cases.add(new ConformanceCase(name, b.reveal("z", z).plan(), inputs, expected, tol));
  }

  /** Fixed-point values, exactly represented: random ones, then edges. */
  private Values reals(Shape shape, double bound) {
    double[] edges = {0, ULP, -ULP, 1, -1, bound, -bound, bound - ULP};
    return Values.of(shape, IntStream.range(0, shape.size())
        .mapToDouble(i -> i % 3 == 0 ? edges[i / 3 % edges.length] : random.nextDouble(-bound, bound))
        .map(v -> Math.rint(v / ULP) * ULP).toArray());
  }

  /** Integers up to the limit of what may be compared or truncated. */
  private Values integers(Shape shape) {
    double[] edges = {0, 1, -1, LARGEST, -LARGEST, 0x1p61, -0x1p61, 0xffff, -0x10000, 0x10001};
    return Values.of(shape, IntStream.range(0, shape.size())
        .mapToDouble(
            i -> i % 2 == 0 ? edges[i / 2 % edges.length] : (double) (random.nextLong() >> random.nextInt(2, 64)))
        .map(v -> Math.max(-LARGEST, Math.min(LARGEST, v))).toArray());
  }

  private Values bitValues(Shape shape) {
    return Values.of(shape, random.ints(shape.size(), 0, 2).asDoubleStream().toArray());
  }

  private static double[] map(Values x, DoubleUnaryOperator f) {
    return Arrays.stream(x.data()).map(f).toArray();
  }

  private static double[] zip(Values x, Values y, DoubleBinaryOperator f) {
    return IntStream.range(0, x.data().length).mapToDouble(i -> f.applyAsDouble(x.data()[i], y.data()[i])).toArray();
  }

  private void linear(Shape shape) {
    Values x = reals(shape, 1000);
    Values y = reals(shape, 1000);
    TensorType type = TensorType.secret(shape, F);
    Map<Op, DoubleBinaryOperator> binary = Map.of(new Op.Add(), (a, b) -> a + b, new Op.Sub(), (a, b) -> a - b);
    binary.forEach((op, f) -> {
      PlansForTests secrets = new PlansForTests();
      int z = secrets.add(op, type, secrets.secret("x", shape, F), secrets.secret("y", shape, F));
      add(op + " secret, secret " + shape, secrets, z, Map.of("x", x, "y", y), zip(x, y, f), 0);
      PlansForTests right = new PlansForTests();
      z = right.add(op, type, right.secret("x", shape, F), right.constant(y, F));
      add(op + " secret, public " + shape, right, z, Map.of("x", x), zip(x, y, f), 0);
      PlansForTests left = new PlansForTests();
      z = left.add(op, type, left.constant(y, F), left.secret("x", shape, F));
      add(op + " public, secret " + shape, left, z, Map.of("x", x), zip(y, x, f), 0);
    });
    PlansForTests b = new PlansForTests();
    int z = b.add(new Op.Negate(), type, b.secret("x", shape, F));
    add("negate " + shape, b, z, Map.of("x", x), map(x, v -> -v), 0);
    b = new PlansForTests();
    z = b.add(new Op.ShiftLeft(4), TensorType.secret(shape, F + 4), b.secret("x", shape, F));
    add("shift left " + shape, b, z, Map.of("x", x), x.data(), 0);
  }

  private void elementwiseProducts(Shape shape) {
    Values x = reals(shape, 3000);
    Values y = reals(shape, 3000);
    TensorType type = TensorType.secret(shape, F);
    Op product = new Op.Product(new Bilinear.Mul(), F);
    PlansForTests b = new PlansForTests();
    int z = b.add(product, type, b.secret("x", shape, F), b.secret("y", shape, F));
    add("mul secret, secret " + shape, b, z, Map.of("x", x, "y", y), zip(x, y, (u, v) -> u * v), ULP);
    b = new PlansForTests();
    z = b.add(product, type, b.secret("x", shape, F), b.constant(y, F));
    add("mul secret, public " + shape, b, z, Map.of("x", x), zip(x, y, (u, v) -> u * v), ULP);
    b = new PlansForTests();
    int twice = b.secret("x", shape, F);
    z = b.add(product, type, twice, twice);
    add("square " + shape, b, z, Map.of("x", x), map(x, v -> v * v), ULP);
    Values s = reals(Shape.of(), 100);
    b = new PlansForTests();
    z = b.add(product, type, b.secret("x", shape, F), b.secret("s", Shape.of(), F));
    add("mul broadcast " + shape, b, z, Map.of("x", x, "s", s), map(x, v -> v * s.data()[0]), ULP);
  }

  private void truncations(Shape shape) {
    for (int bits : new int[]{1, 16, 26}) {
      Values x = Values.of(shape, map(integers(shape), v -> Math.scalb(v, -bits)));
      PlansForTests b = new PlansForTests();
      int z = b.add(new Op.Truncate(bits), TensorType.secret(shape, 0), b.secret("x", shape, bits));
      add("truncate " + bits + " " + shape, b, z, Map.of("x", x), map(x, Math::floor), 1);
      Values root = Values.of(shape, map(x, v -> v % SQUARE_ROOTS));
      b = new PlansForTests();
      int y = b.add(new Op.Truncate(bits), TensorType.secret(shape, 0), b.secret("x", shape, bits));
      z = b.add(new Op.Product(new Bilinear.Mul(), 0), TensorType.secret(shape, 0), y, y);
      add("square after truncate " + bits + " " + shape, b, z, Map.of("x", root),
          map(root, v -> Math.floor(v) * Math.floor(v)), 2 * SQUARE_ROOTS + 1);
    }
  }

  private void comparisons(Shape shape) {
    Values x = integers(shape);
    PlansForTests b = new PlansForTests();
    int z = b.add(new Op.IsNegative(), TensorType.secretBits(shape), b.secret("x", shape, 0));
    add("x < 0 " + shape, b, z, Map.of("x", x), map(x, v -> v < 0 ? 1 : 0), 0);
    if (setting.protocol().comparableBits() == 63) {
      b = new PlansForTests();
      int one = b.secret("x", shape, 0);
      int doubled = b.add(new Op.Add(), TensorType.secret(shape, 0), one, one);
      z = b.add(new Op.IsNegative(), TensorType.secretBits(shape), doubled);
      add("2x < 0, up to 2^63 " + shape, b, z, Map.of("x", x), map(x, v -> v < 0 ? 1 : 0), 0);
    }
    b = new PlansForTests();
    z = relu(b, b.secret("x", shape, 0));
    Values small = Values.of(shape, map(x, v -> v % 0x1p50));
    add("relu " + shape, b, z, Map.of("x", small), map(small, v -> Math.max(v, 0)), 0);
    Values y = Values.of(shape, map(integers(shape), v -> v % 0x1p50));
    b = new PlansForTests();
    int left = b.secret("x", shape, 0);
    int right = b.secret("y", shape, 0);
    int difference = b.add(new Op.Sub(), b.type(left), left, right);
    z = b.add(new Op.Add(), b.type(left), right, relu(b, difference));
    add("max " + shape, b, z, Map.of("x", small, "y", y), zip(small, y, Math::max), 0);
  }

  /** Both ways in one plan: of one number, and of numbers after a truncation. */
  private void mixedComparisons(Shape shape) {
    Values x = Values.of(shape, map(integers(shape), v -> v % 0x1p40));
    PlansForTests b = new PlansForTests();
    int z = b.secret("x", shape, 0);
    int usual = b.add(new Op.IsNegative(), TensorType.secretBits(shape), z);
    int fss = b.add(new Op.IsNegative(Comparison.FSS), TensorType.secretBits(shape), z);
    int both = b.add(new Op.Add(), TensorType.secret(shape, 0),
        b.add(new Op.BitToRing(), TensorType.secret(shape, 0), usual),
        b.add(new Op.BitToRing(), TensorType.secret(shape, 0), fss));
    add("x < 0 in two ways " + shape, b, both, Map.of("x", x), map(x, v -> v < 0 ? 2 : 0), 0);
    b = new PlansForTests();
    int narrow = b.add(new Op.Truncate(16), TensorType.secret(shape, 0), b.secret("x", shape, 16));
    z = relu(b, relu(b, narrow, Comparison.FSS), Comparison.USUAL);
    z = b.add(new Op.Add(), b.type(z), z, relu(b, narrow, Comparison.USUAL));
    add("relu in two ways " + shape, b, z, Map.of("x", x), map(x, v -> 2 * Math.max(v, 0)), 2);
  }

  /** Of numbers in the whole ring and of truncated ones. */
  private void separated(Shape shape) {
    FourierSeries series = new FourierSeries(F, 3, 40, List.of(0.5, -1.0, 0.25), List.of(0.0, 2.0, -0.125));
    SplitExponential exp = new SplitExponential(F, 4, 2, 0, 44, 24, -6);
    Values x = reals(shape, 0x1p29);
    Values within = Values.of(shape, map(reals(shape, 6), v -> Math.abs(v)));
    for (boolean narrow : new boolean[]{false, true}) {
      separated(series, x, narrow, 6 * ULP);
      separated(exp, within, narrow, 2 * ULP);
    }
  }

  private void separated(Separable f, Values x, boolean narrow, double tolerance) {
    PlansForTests b = new PlansForTests();
    Shape shape = x.shape();
    int in = narrow
        ? b.add(new Op.Truncate(F), TensorType.secret(shape, F), b.secret("x", shape, 2 * F))
        : b.secret("x", shape, F);
    int y = b.add(new Op.Separated(f), TensorType.secret(shape, f.resultBits()), in);
    int z = b.add(new Op.Truncate(f.resultBits() - F), TensorType.secret(shape, F), y);
    add(f.getClass().getSimpleName() + (narrow ? " of truncated " : " ") + shape, b, z, Map.of("x", x), map(x, f::of),
        tolerance);
  }

  static int relu(PlansForTests b, int x) {
    return relu(b, x, Comparison.USUAL);
  }

  private static int relu(PlansForTests b, int x, Comparison how) {
    int negative = b.add(new Op.IsNegative(how), TensorType.secretBits(b.type(x).shape()), x);
    int positive = b.add(new Op.Not(), b.type(negative), negative);
    return b.add(new Op.Mask(), b.type(x), positive, x);
  }

  private void bits(Shape shape) {
    Values x = bitValues(shape);
    Values y = bitValues(shape);
    TensorType type = TensorType.secretBits(shape);
    Map<Op, DoubleBinaryOperator> binary = Map.of(new Op.And(), (a, b) -> a * b, new Op.Xor(),
        (a, b) -> a == b ? 0 : 1);
    binary.forEach((op, f) -> {
      PlansForTests b = new PlansForTests();
      int z = b.add(op, type, b.input("x", type), b.input("y", type));
      add(op + " " + shape, b, z, Map.of("x", x, "y", y), zip(x, y, f), 0);
      b = new PlansForTests();
      z = b.add(op, type, b.constantBits(y), b.input("x", type));
      add(op + " public " + shape, b, z, Map.of("x", x), zip(x, y, f), 0);
    });
    PlansForTests b = new PlansForTests();
    int z = b.add(new Op.Not(), type, b.input("x", type));
    add("not " + shape, b, z, Map.of("x", x), map(x, v -> 1 - v), 0);
    b = new PlansForTests();
    z = b.add(new Op.BitToRing(), TensorType.secret(shape, 0), b.input("x", type));
    add("bit to ring " + shape, b, z, Map.of("x", x), x.data(), 0);
    Values n = reals(shape, 0x1p30);
    b = new PlansForTests();
    z = b.add(new Op.Mask(), TensorType.secret(shape, F), b.input("x", type), b.secret("n", shape, F));
    add("bit times number " + shape, b, z, Map.of("x", x, "n", n), zip(x, n, (u, v) -> u * v), 0);
  }

  private void structures(Shape shape) {
    Values x = reals(shape, 1000);
    PlansForTests b = new PlansForTests();
    Shape flat = Shape.of(shape.size());
    int z = b.add(new Op.Rearrange(new Structure.Reshape(flat)), TensorType.secret(flat, F), b.secret("x", shape, F));
    Shape joined = Shape.of(2 * shape.size());
    z = b.add(new Op.Rearrange(new Structure.Concat(0)), TensorType.secret(joined, F), z,
        b.constant(Values.of(flat, x.data()), F));
    double[] both = Arrays.copyOf(x.data(), joined.size());
    System.arraycopy(x.data(), 0, both, shape.size(), shape.size());
    add("concat with public " + shape, b, z, Map.of("x", x), both, 0);
    b = new PlansForTests();
    List<Integer> axes = IntStream.range(0, shape.rank()).boxed().toList();
    z = b.add(new Op.Rearrange(new Structure.SumAxes(axes, false)), TensorType.secret(Shape.of(), F),
        b.secret("x", shape, F));
    add("sum " + shape, b, z, Map.of("x", x), new double[]{Arrays.stream(x.data()).sum()}, 0);
  }

  private void matmuls() {
    for (int[] mkn : new int[][]{{1, 1, 1}, {3, 5, 7}, {0, 4, 3}, {17, 33, 9}}) {
      Shape left = Shape.of(mkn[0], mkn[1]);
      Shape right = Shape.of(mkn[1], mkn[2]);
      Values x = reals(left, 30);
      Values y = reals(right, 30);
      double[] expected = new double[mkn[0] * mkn[2]];
      for (int i = 0; i < expected.length; i++) {
        for (int k = 0; k < mkn[1]; k++) {
          expected[i] += x.data()[i / mkn[2] * mkn[1] + k] * y.data()[k * mkn[2] + i % mkn[2]];
        }
      }
      TensorType type = TensorType.secret(Shape.of(mkn[0], mkn[2]), F);
      Op op = new Op.Product(new Bilinear.MatMul(), F);
      PlansForTests b = new PlansForTests();
      int z = b.add(op, type, b.secret("x", left, F), b.secret("y", right, F));
      add("matmul " + Arrays.toString(mkn), b, z, Map.of("x", x, "y", y), expected, ULP);
      b = new PlansForTests();
      z = b.add(op, type, b.constant(x, F), b.secret("y", right, F));
      add("matmul public " + Arrays.toString(mkn), b, z, Map.of("y", y), expected, ULP);
    }
  }

  private void convolutions() {
    Conv2dSpec spec = new Conv2dSpec(3, 2, 2, 1, 1, 0, 0, 1, 1, 2, 2);
    Shape image = Shape.of(2, 4, 5, 6);
    Shape kernels = Shape.of(6, 2, 3, 2);
    Values x = reals(image, 10);
    Values y = reals(kernels, 10);
    int height = spec.outHeight(5);
    int width = spec.outWidth(6);
    double[] expected = new double[2 * 6 * height * width];
    for (int i = 0; i < expected.length; i++) {
      int column = i % width;
      int row = i / width % height;
      int kernel = i / width / height % 6;
      int n = i / width / height / 6;
      for (int c = 0; c < 2; c++) {
        for (int ky = 0; ky < 3; ky++) {
          for (int kx = 0; kx < 2; kx++) {
            int iy = row * 2 - 1 + ky;
            int ix = column + 2 * kx;
            if (iy >= 0 && iy < 5 && ix >= 0 && ix < 6) {
              int channel = kernel / 3 * 2 + c;
              expected[i] += x.data()[((n * 4 + channel) * 5 + iy) * 6 + ix]
                  * y.data()[((kernel * 2 + c) * 3 + ky) * 2 + kx];
            }
          }
        }
      }
    }
    PlansForTests b = new PlansForTests();
    int z = b.add(new Op.Product(new Bilinear.Conv2d(spec), F), TensorType.secret(Shape.of(2, 6, height, width), F),
        b.secret("x", image, F), b.secret("y", kernels, F));
    add("conv2d", b, z, Map.of("x", x, "y", y), expected, ULP);
  }

  /** One value under a product, a comparison, a truncation and a mask at once, on concurrent ops. */
  private void reuse() {
    Shape shape = Shape.of(50);
    Values x = reals(shape, 100);
    PlansForTests b = new PlansForTests();
    int in = b.secret("x", shape, F);
    TensorType type = b.type(in);
    int square = b.add(new Op.Product(new Bilinear.Mul(), F), type, in, in);
    int positive = relu(b, in);
    int coarse = b.add(new Op.Truncate(1), TensorType.secret(shape, F - 1), in);
    int fine = b.add(new Op.ShiftLeft(1), type, coarse);
    int sum = b.add(new Op.Add(), type, b.add(new Op.Add(), type, square, positive), fine);
    add("one value under many ops", b, sum, Map.of("x", x), map(x, v -> v * v + Math.max(v, 0) + v), 3 * ULP);
  }
}
