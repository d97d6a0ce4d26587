package io.parley.cli.bench;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.trace.PublicTensor;
import io.parley.plan.trace.SecretBits;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ops that can be measured. Whoever adds an op to {@link SecretTensor} adds a line here. */
public final class BenchOps {
  private static final int FRACTION_BITS = 16;
  private static final int COLUMNS = 10;
  private static final Conv2dSpec FIVE_BY_FIVE = Conv2dSpec.of(5, 1);
  private static final Conv2dSpec HALVES = Conv2dSpec.of(2, 2);

  private static final List<Size> COUNTS = sizes("1", "1K", "100K", "1M");
  private static final List<Size> LARGE = sizes("1M");
  private static final List<Size> ROWS = sizes("1K");
  private static final List<Size> IMAGES = sizes("1", "32");
  private static final List<Size> MATRICES = sizes("128", "512", "1024", "1x784x128", "128x784x128");

  private static final double EXACT = 0;
  /** One truncation errs by one unit at most. */
  private static final double TRUNCATED = 1;

  private static final List<BenchOp> ALL = List.of(
      op("share", "shares N numbers and opens only their sum", COUNTS, EXACT, (t, n) -> x(t, n).sum()),
      op("reveal", "opens N numbers", COUNTS, EXACT, (t, n) -> t.secret("x", Shape.of(1)).broadcast(n)),

      op("add", "x + y, N times", LARGE, EXACT, (t, n) -> x(t, n).add(y(t, n))),
      op("sub", "x − y, N times", LARGE, EXACT, (t, n) -> x(t, n).sub(y(t, n))),
      op("negate", "−x, N times", LARGE, EXACT, (t, n) -> x(t, n).negate()),
      op("sum", "the sum of each of N rows of 10", ROWS, EXACT, (t, n) -> rows(t, n).sum(1)),
      op("mean", "the mean of each of N rows of 10", ROWS, 1 + 8.0 * COLUMNS / 2, (t, n) -> rows(t, n).mean(1)),

      op("mul", "x · y of fixed point, N times", COUNTS, TRUNCATED, (t, n) -> x(t, n).mul(y(t, n))),
      plan("ringmul", "x · y without truncation, N times", Set.of(1), COUNTS, EXACT,
          size -> built("ringmul", Level.LOWERED, b -> b.add("z", new Op.Product(new Bilinear.Mul(), 0),
              number(b, "x", size.count()), number(b, "y", size.count())))),
      op("square", "x · x, N times", COUNTS, TRUNCATED, (t, n) -> {
        SecretTensor x = x(t, n);
        return x.mul(x);
      }),
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
      op("rowmax", "the maximum of each of N rows of 10", ROWS, EXACT,
          (t, n) -> Tournament.maximum(rows(t, n))),
      op("argmax", "the index of the maximum of each of N rows of 10", ROWS, EXACT,
          (t, n) -> Tournament.argmax(t, rows(t, n))),
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

  private static BenchOp op(String name, String meaning, List<Size> sizes, double tolerance,
      BiFunction<Trace, Integer, SecretTensor> body) {
    return plan(name, meaning, Set.of(1), sizes, tolerance, size -> traced(name, t -> body.apply(t, size.count())));
  }

  private static BenchOp matrices(String name, String meaning, List<Size> sizes,
      BiFunction<Trace, Size, SecretTensor> body) {
    return plan(name, meaning, Set.of(1, 3), sizes, TRUNCATED, size -> traced(name, t -> body.apply(t, size)));
  }

  private static BenchOp comparison(String name, String meaning, List<Size> sizes,
      BiFunction<Trace, Integer, SecretBits> body) {
    return plan(name, meaning, Set.of(1), sizes, EXACT, size -> {
      Trace trace = Trace.create(name, FRACTION_BITS);
      trace.reveal("z", body.apply(trace, size.count()));
      return trace.plan();
    });
  }

  /** On bits as inputs, which no trace has. */
  private static BenchOp bits(String name, String meaning, ToIntBiFunction<PlanBuilder, Integer> body) {
    return plan(name, meaning, Set.of(1), LARGE, EXACT,
        size -> built(name, Level.SURFACE, b -> body.applyAsInt(b, size.count())));
  }

  private static BenchOp plan(String name, String meaning, Set<Integer> numbers, List<Size> sizes, double tolerance,
      Function<Size, Plan> trace) {
    return new BenchOp(name, meaning, numbers, sizes, tolerance, trace);
  }

  private static Plan traced(String name, Function<Trace, SecretTensor> body) {
    Trace trace = Trace.create(name, FRACTION_BITS);
    trace.reveal("z", body.apply(trace));
    return trace.plan();
  }

  /** For what a trace does not offer. */
  private static Plan built(String name, Level level, ToIntFunction<PlanBuilder> body) {
    PlanBuilder builder = PlanBuilder.create(name, level);
    builder.output("z", body.applyAsInt(builder), Plan.CLIENT);
    return builder.build();
  }

  /** A public operand is part of the plan. */
  private static PublicTensor open(Trace t, Shape shape) {
    return t.constant(Workload.numbers(shape));
  }

  private static SecretTensor x(Trace t, int n) {
    return t.secret("x", Shape.of(n));
  }

  private static SecretTensor y(Trace t, int n) {
    return t.secret("y", Shape.of(n));
  }

  private static SecretTensor rows(Trace t, int n) {
    return t.secret("x", Shape.of(n, COLUMNS));
  }

  private static SecretTensor images(Trace t, int n, int channels, int side) {
    return t.secret("x", Shape.of(n, channels, side, side));
  }

  private static Shape left(Size size) {
    return size.dims().size() == 1
        ? Shape.of(size.count(), size.count())
        : Shape.of(size.dims().get(0), size.dims().get(1));
  }

  private static Shape right(Size size) {
    return size.dims().size() == 1 ? left(size) : Shape.of(size.dims().get(1), size.dims().get(2));
  }

  private static int number(PlanBuilder b, String name, int n) {
    return b.input(name, Plan.CLIENT, TensorType.secret(Shape.of(n), FRACTION_BITS));
  }

  private static int bit(PlanBuilder b, String name, int n) {
    return b.input(name, Plan.CLIENT, TensorType.secretBits(Shape.of(n)));
  }

  private static List<Size> sizes(String... texts) {
    return Stream.of(texts).map(Size::parse).toList();
  }
}
