package io.parley.benchmarks.suite;

import io.parley.crypto.Shape;
import io.parley.plan.Level;
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
import java.util.stream.Stream;

/** How benchmarked ops become plans. */
final class OpPlans {
  static final int FRACTION_BITS = 16;
  static final int COLUMNS = 10;
  static final List<Size> COUNTS = sizes("1", "1K", "100K", "1M");
  static final List<Size> LARGE = sizes("1M");
  static final List<Size> ROWS = sizes("1K");
  static final List<Size> IMAGES = sizes("1", "32");
  static final List<Size> MATRICES = sizes("128", "512", "1024", "1x784x128", "128x784x128");

  static final double EXACT = 0;
  /** One truncation errs by one unit at most. */
  static final double TRUNCATED = 1;

  private OpPlans() {}

  /** On rows of ten, or of a length that the size says, such as 1000x100. */
  static BenchOp rows(String name, String meaning, double tolerance, Function<SecretTensor, SecretTensor> body) {
    return plan(name, meaning, Set.of(1, 2), ROWS, tolerance,
        size -> traced(name, t -> body.apply(t.secret("x", Shape.of(size.count(), columns(size))))));
  }

  private static int columns(Size size) {
    return size.dims().size() == 1 ? COLUMNS : size.dims().get(1);
  }

  static BenchOp op(String name, String meaning, List<Size> sizes, double tolerance,
      BiFunction<Trace, Integer, SecretTensor> body) {
    return plan(name, meaning, Set.of(1), sizes, tolerance, size -> traced(name, t -> body.apply(t, size.count())));
  }

  static BenchOp matrices(String name, String meaning, List<Size> sizes,
      BiFunction<Trace, Size, SecretTensor> body) {
    return plan(name, meaning, Set.of(1, 3), sizes, TRUNCATED, size -> traced(name, t -> body.apply(t, size)));
  }

  static BenchOp comparison(String name, String meaning, List<Size> sizes,
      BiFunction<Trace, Integer, SecretBits> body) {
    return plan(name, meaning, Set.of(1), sizes, EXACT, size -> {
      Trace trace = Trace.create(name, FRACTION_BITS);
      trace.reveal("z", body.apply(trace, size.count()));
      return trace.plan();
    });
  }

  /** On bits as inputs, which no trace has. */
  static BenchOp bits(String name, String meaning, ToIntBiFunction<PlanBuilder, Integer> body) {
    return plan(name, meaning, Set.of(1), LARGE, EXACT,
        size -> built(name, Level.SURFACE, b -> body.applyAsInt(b, size.count())));
  }

  static BenchOp plan(String name, String meaning, Set<Integer> numbers, List<Size> sizes, double tolerance,
      Function<Size, Plan> trace) {
    return new BenchOp(name, meaning, numbers, sizes, tolerance, trace);
  }

  static Plan traced(String name, Function<Trace, SecretTensor> body) {
    Trace trace = Trace.create(name, FRACTION_BITS);
    trace.reveal("z", body.apply(trace));
    return trace.plan();
  }

  /** For what a trace does not offer. */
  static Plan built(String name, Level level, ToIntFunction<PlanBuilder> body) {
    PlanBuilder builder = PlanBuilder.create(name, level);
    builder.output("z", body.applyAsInt(builder), Plan.CLIENT);
    return builder.build();
  }

  /** A public operand is part of the plan. */
  static PublicTensor open(Trace t, Shape shape) {
    return t.constant(Workload.numbers(shape));
  }

  static SecretTensor x(Trace t, int n) {
    return t.secret("x", Shape.of(n));
  }

  static SecretTensor y(Trace t, int n) {
    return t.secret("y", Shape.of(n));
  }

  static SecretTensor rows(Trace t, int n) {
    return t.secret("x", Shape.of(n, COLUMNS));
  }

  static SecretTensor images(Trace t, int n, int channels, int side) {
    return t.secret("x", Shape.of(n, channels, side, side));
  }

  static Shape left(Size size) {
    return size.dims().size() == 1
        ? Shape.of(size.count(), size.count())
        : Shape.of(size.dims().get(0), size.dims().get(1));
  }

  static Shape right(Size size) {
    return size.dims().size() == 1 ? left(size) : Shape.of(size.dims().get(1), size.dims().get(2));
  }

  static int number(PlanBuilder b, String name, int n) {
    return b.input(name, Plan.CLIENT, TensorType.secret(Shape.of(n), FRACTION_BITS));
  }

  static int bit(PlanBuilder b, String name, int n) {
    return b.input(name, Plan.CLIENT, TensorType.secretBits(Shape.of(n)));
  }

  static List<Size> sizes(String... texts) {
    return Stream.of(texts).map(Size::parse).toList();
  }
}
