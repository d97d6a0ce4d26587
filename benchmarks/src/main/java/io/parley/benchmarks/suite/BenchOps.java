package io.parley.benchmarks.suite;

import static io.parley.benchmarks.suite.OpPlans.COLUMNS;
import static io.parley.benchmarks.suite.OpPlans.COUNTS;
import static io.parley.benchmarks.suite.OpPlans.EXACT;
import static io.parley.benchmarks.suite.OpPlans.FRACTION_BITS;
import static io.parley.benchmarks.suite.OpPlans.IMAGES;
import static io.parley.benchmarks.suite.OpPlans.LARGE;
import static io.parley.benchmarks.suite.OpPlans.MATRICES;
import static io.parley.benchmarks.suite.OpPlans.ROWS;
import static io.parley.benchmarks.suite.OpPlans.TRUNCATED;
import static io.parley.benchmarks.suite.OpPlans.bit;
import static io.parley.benchmarks.suite.OpPlans.bits;
import static io.parley.benchmarks.suite.OpPlans.built;
import static io.parley.benchmarks.suite.OpPlans.comparison;
import static io.parley.benchmarks.suite.OpPlans.images;
import static io.parley.benchmarks.suite.OpPlans.left;
import static io.parley.benchmarks.suite.OpPlans.matrices;
import static io.parley.benchmarks.suite.OpPlans.number;
import static io.parley.benchmarks.suite.OpPlans.op;
import static io.parley.benchmarks.suite.OpPlans.open;
import static io.parley.benchmarks.suite.OpPlans.plan;
import static io.parley.benchmarks.suite.OpPlans.right;
import static io.parley.benchmarks.suite.OpPlans.rows;
import static io.parley.benchmarks.suite.OpPlans.sizes;
import static io.parley.benchmarks.suite.OpPlans.x;
import static io.parley.benchmarks.suite.OpPlans.y;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.formulas.Reduction;
import io.parley.plan.trace.SecretTensor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ops that can be measured. Whoever adds an op to {@link SecretTensor} adds a line here. */
public final class BenchOps {
  private static final Conv2dSpec FIVE_BY_FIVE = Conv2dSpec.of(5, 1);
  private static final Conv2dSpec HALVES = Conv2dSpec.of(2, 2);

  private static final List<BenchOp> BASIC = List.of(
      op("share", "shares N numbers and opens only their sum", COUNTS, EXACT, (t, n) -> x(t, n).sum()),
      op("reveal", "opens N numbers", COUNTS, EXACT, (t, n) -> t.secret("x", Shape.of(1)).broadcast(n)),

      op("add", "x + y, N times", LARGE, EXACT, (t, n) -> x(t, n).add(y(t, n))),
      op("sub", "x − y, N times", LARGE, EXACT, (t, n) -> x(t, n).sub(y(t, n))),
      op("negate", "−x, N times", LARGE, EXACT, (t, n) -> x(t, n).negate()),
      op("sum", "the sum of each of N rows of 10", ROWS, EXACT, (t, n) -> rows(t, n).sum(1)),
      op("mul", "x · y of fixed point, N times", COUNTS, TRUNCATED, (t, n) -> x(t, n).mul(y(t, n))),
      plan("ringmul", "x · y without truncation, N times", Set.of(1), COUNTS, EXACT,
          size -> built("ringmul", Level.LOWERED, b -> b.add("z", new Op.Product(new Bilinear.Mul(), 0),
              number(b, "x", size.count()), number(b, "y", size.count())))),
      op("squared-error", "(x − y)², N times", COUNTS, TRUNCATED,
          (t, n) -> x(t, n).squaredError(y(t, n), Reduction.NONE)),
      op("mul-public", "x · public y, N times", sizes("100K"), TRUNCATED,
          (t, n) -> x(t, n).mul(open(t, Shape.of(n)))),
      matrices("matmul", "an M×K matrix times a K×N one; N is N×N×N", MATRICES,
          (t, s) -> t.secret("x", left(s)).matmul(t.secret("y", right(s)))),
      matrices("matmul-public", "a secret M×K matrix times a public K×N one; N is N×N×N", sizes("512"),
          (t, s) -> t.secret("x", left(s)).matmul(open(t, right(s)))),
      op("conv1", "LeNet's first convolution of N images: 1×28×28 by 20×1×5×5", IMAGES, TRUNCATED,
          (t, n) -> images(t, n, 1, 28).conv2d(t.secret("y", Shape.of(20, 1, 5, 5)), FIVE_BY_FIVE)),
      op("conv2", "LeNet's second convolution of N images: 20×12×12 by 50×20×5×5", IMAGES, TRUNCATED,
          (t, n) -> images(t, n, 20, 12).conv2d(t.secret("y", Shape.of(50, 20, 5, 5)), FIVE_BY_FIVE)),

      comparison("ltz", "x < 0, N times", COUNTS, (t, n) -> x(t, n).lessThan(0)),
      comparison("less", "x < y, N times", LARGE, (t, n) -> x(t, n).lessThan(y(t, n))),
      op("relu", "max(x, 0), N times", COUNTS, EXACT, (t, n) -> x(t, n).relu()),
      op("max", "max(x, y), N times", LARGE, EXACT, (t, n) -> x(t, n).max(y(t, n))),
      op("maxpool", "the maxima of 2×2 windows of N images of 20×24×24", IMAGES, EXACT,
          (t, n) -> images(t, n, 20, 24).maxPool(HALVES)),
      op("avgpool", "the means of 2×2 windows of N images of 20×24×24", IMAGES, TRUNCATED,
          (t, n) -> images(t, n, 20, 24).averagePool(HALVES)),

      bits("select", "x or y by a secret bit, N times", (b, n) -> b.add("z", new Op.Select(), bit(b, "b", n),
          number(b, "x", n), number(b, "y", n))),
      bits("and", "the and of N pairs of bits", (b, n) -> b.add("z", new Op.And(), bit(b, "a", n), bit(b, "b", n))),
      bits("xor", "the xor of N pairs of bits", (b, n) -> b.add("z", new Op.Xor(), bit(b, "a", n), bit(b, "b", n))),
      bits("not", "the inverse of N bits", (b, n) -> b.add("z", new Op.Not(), bit(b, "b", n))),
      bits("bit-to-number", "N bits as the numbers 0 and 1", (b, n) -> b.add("z", new Op.ShiftLeft(FRACTION_BITS),
          b.add("ring", new Op.BitToRing(), bit(b, "b", n)))),

      op("reshape", "N numbers in another shape", LARGE, EXACT, (t, n) -> x(t, n).reshape(1, -1)),
      op("transpose", "an N×10 matrix, transposed", ROWS, EXACT, (t, n) -> rows(t, n).transpose()),
      op("slice", "the first 9 of each of N rows of 10", ROWS, EXACT, (t, n) -> rows(t, n).slice(1, 0, COLUMNS - 1)),
      op("concat", "N numbers behind N numbers", LARGE, EXACT, (t, n) -> x(t, n).concat(0, List.of(y(t, n)))),
      op("broadcast", "N numbers, ten times each", ROWS, EXACT,
          (t, n) -> t.secret("x", Shape.of(n, 1)).broadcast(n, COLUMNS)),
      op("pad", "N numbers with a zero on both sides", LARGE, EXACT, (t, n) -> x(t, n).pad(0, 1, 1)));

  private static final List<BenchOp> ALL = Stream.of(BASIC, FunctionOps.ALL, LayerOps.ALL).flatMap(List::stream)
      .toList();

  private BenchOps() {}

  public static List<BenchOp> all() {
    return ALL;
  }

  /**
   * @throws BadRequestException if there is none of that name
   */
  public static BenchOp byName(String name) {
    return ALL.stream().filter(op -> op.name().equals(name)).findFirst()
        .orElseThrow(() -> new BadRequestException("Unknown op '" + name + "'. Known: all, "
            + ALL.stream().map(BenchOp::name).collect(Collectors.joining(", "))));
  }
}
