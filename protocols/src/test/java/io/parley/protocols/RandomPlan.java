package io.parley.protocols;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.Function;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.plaintext.PlaintextInterpreter;
import io.parley.plan.precision.Bound;
import io.parley.plan.precision.Precision;
import io.parley.plan.precision.Range;
import io.parley.plan.trace.SecretBits;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * A random plan with inputs, of steps that {@link Precision} has no warning for and knows to err little. No comparison is
 * of numbers so close to each other that their errors could decide it.
 */
final class RandomPlan {
  /** Of the largest number; where a number is held in too little, it is off by more. */
  private static final double MOST_ERROR = 0x1p-24;
  /** Below it the slopes of these functions are steeper than samples show. */
  private static final double LEAST_POSITIVE = 0.125;
  private static final int MOST_ELEMENTS = 200;
  private static final int ATTEMPTS = 6;
  private static final List<Function> FUNCTIONS = List.of(Function.values());

  private final Random random;
  /** How outputs are called that may be anything. */
  static final String TRIED = "tried";

  private final double unit;
  private final double largest;
  private final Trace trace;
  private final Map<String, Values> inputs = new LinkedHashMap<>();
  private final Map<String, Range> ranges = new LinkedHashMap<>();
  private final List<Values> values = new ArrayList<>();
  private final List<SecretTensor> items = new ArrayList<>();
  private Precision precision;
  private int warnings;
  /** Whether the step may run. */
  private boolean holds = true;

  RandomPlan(long seed, int steps, int fractionBits) {
    random = new Random(seed);
    unit = Math.scalb(1.0, -fractionBits);
    largest = Math.scalb(1.0, 62 - 2 * fractionBits);
    trace = Trace.create("random", fractionBits);
    trace.reveal("input", input("x", -2, 2, 3, 4));
    input("y", -2, 2, 3, 4);
    input("row", -1000, 1000, 1, 4);
    input("positive", 0.25, 4, 3, 4);
    input("tiny", -0x1p-10, 0x1p-10, 3, 4);
    input("images", -2, 2, 2, 1, 4, 4);
    judge();
    List<SecretTensor> given = List.copyOf(items);
    for (int i = 0; i < ATTEMPTS * steps && items.size() < given.size() + steps; i++) {
      holds = true;
      SecretTensor any = step();
      SecretTensor made = any.shape().rank() < 2 ? any.reshape(1, -1) : any;
      // A plan holds only what its outputs need.
      trace.reveal(TRIED + i, made);
      judge();
      if (holds && made.shape().size() <= MOST_ELEMENTS) {
        items.add(made);
      }
    }
    List<SecretTensor> results = items.subList(given.size(), items.size());
    for (int i = 0; i < results.size(); i++) {
      trace.reveal("y" + i, results.get(i));
    }
    precision = Precision.of(trace.plan(), ranges, Map.of());
  }

  Plan plan() {
    return trace.plan();
  }

  Map<String, Values> inputs() {
    return inputs;
  }

  /** What the output would be in real numbers. */
  Values expected(String output) {
    return values.get(node(output));
  }

  /** How far off it may be. */
  Bound bound(String output) {
    return precision.bounds().get(node(output));
  }

  private int node(String output) {
    return plan().outputs().stream().filter(o -> o.name().equals(output)).findFirst().orElseThrow().node();
  }

  private SecretTensor input(String name, double low, double high, int... dims) {
    Shape shape = Shape.of(dims);
    inputs.put(name, uniform(shape, low, high));
    ranges.put(name, new Range(low, high));
    SecretTensor input = trace.secret(name, shape);
    items.add(input);
    return input;
  }

  private Values uniform(Shape shape, double low, double high) {
    return Values.of(shape, random.doubles(shape.size(), low, high).toArray());
  }

  /** Whether all that was traced since the last call may run as well. */
  private void judge() {
    List<Node> nodes = trace.plan().nodes();
    precision = Precision.of(trace.plan(), ranges, Map.of());
    holds &= precision.warnings().size() == warnings;
    warnings = precision.warnings().size();
    for (Node node : nodes.subList(values.size(), nodes.size())) {
      values.add(evaluate(node));
      holds &= precision.bounds().get(node.id()).error() <= MOST_ERROR * largest && isDecided(node);
    }
  }

  private Values evaluate(Node node) {
    return switch (node.op()) {
      case Op.Input i -> Optional.ofNullable(inputs.get(i.name())).orElseThrow();
      case Op.Primitive _,Op.Composite _ ->
        PlaintextInterpreter.evaluate(node.op(), node.inputs().stream().map(values::get).toList());
    };
  }

  private boolean isDecided(Node node) {
    if (node.op() instanceof Op.IsNegative) {
      double error = precision.bounds().get(node.inputs().getFirst()).error() + 2 * unit;
      for (double x : values.get(node.inputs().getFirst()).data()) {
        if (Math.abs(x) <= error) {
          return false;
        }
      }
    }
    if (node.op() instanceof Op.Apply(var function)) {
      if (function == Function.RECIPROCAL_ABOVE_ONE) {
        return Arrays.stream(values.get(node.inputs().getFirst()).data()).allMatch(x -> x >= 1);
      }
      boolean isSteep = switch (function) {
        case LOG, SQRT, RSQRT, RECIPROCAL -> true;
        default -> false;
      };
      return !isSteep || precision.bounds().get(node.inputs().getFirst()).range().low() >= LEAST_POSITIVE;
    }
    return true;
  }

  private SecretTensor step() {
    SecretTensor x = pick();
    int rank = x.shape().rank();
    int axis = random.nextInt(rank);
    return switch (random.nextInt(17)) {
      case 0, 1 -> x.mul(factor());
      case 2 -> x.add(term());
      case 3 -> trace.constant(term()).sub(x);
      case 4 -> x.mul(trace.constant(Values.of(Shape.of(x.shape().dim(-1)),
          random.doubles(x.shape().dim(-1)).map(_ -> factor()).toArray())));
      case 5 -> lifted(x.mul(factor()));
      case 6 -> lifted(binary(x.mul(factor()), partner(x)));
      case 7, 8 -> function(x);
      case 9 -> compared(x);
      case 10 -> reduced(x, axis);
      case 11 -> moved(x, axis);
      case 12 -> windows(x);
      default -> binary(x, partner(x));
    };
  }

  /** Large, tiny, whole or a power of two. */
  private double factor() {
    double sign = random.nextBoolean() ? 1 : -1;
    double factor = Math.scalb(1 + random.nextDouble(), random.nextInt(-18, 14));
    return sign * switch (random.nextInt(4)) {
      case 0 -> Math.rint(factor) + 1;
      case 1 -> Math.scalb(1.0, random.nextInt(-16, 12));
      default -> factor;
    };
  }

  private double term() {
    double term = Math.scalb(1 + random.nextDouble(), random.nextInt(-4, 8));
    return random.nextBoolean() ? term : -term;
  }

  /** x + c, near to where numbers end. */
  private SecretTensor lifted(SecretTensor x) {
    judge();
    double room = largest * (1 - 0.1 * random.nextDouble()) - precision.bounds().getLast().size();
    return room < 0 ? x : x.add(random.nextBoolean() ? room : -room);
  }

  private SecretTensor function(SecretTensor x) {
    Function function = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
    // For ranges that functions are made for, what comes is often squeezed first.
    UnaryOperator<SecretTensor> squeeze = switch (function) {
      case LOG, SQRT, RSQRT, RECIPROCAL -> v -> v.clamp(0.25, 100);
      case EXP_NEGATIVE -> v -> v.clamp(-9, 0);
      case RECIPROCAL_ABOVE_ONE -> v -> v.clamp(1, 100);
      default -> v -> v.clamp(-4, 4);
    };
    return (random.nextInt(3) == 0 ? x : squeeze.apply(x)).apply(function);
  }

  private SecretTensor compared(SecretTensor x) {
    SecretTensor y = partner(x);
    SecretBits bits = random.nextBoolean() ? x.lessThan(y) : x.greaterThan(term());
    SecretBits both = bits.shape().equals(x.shape()) ? bits.xor(x.lessThan(term())).not() : bits;
    return switch (random.nextInt(3)) {
      case 0 -> both.toNumber();
      case 1 -> both.toNumber().mul(y);
      default -> both.select(x, y);
    };
  }

  private SecretTensor reduced(SecretTensor x, int axis) {
    return switch (random.nextInt(7)) {
      case 0 -> x.sum(axis);
      case 1 -> x.mean();
      case 2 -> x.mean(axis);
      case 3 -> x.maxOver(axis);
      case 4 -> x.softmax(axis);
      case 5 -> x.clamp(-8, 8).standardise(1, axis);
      default -> x.cumsum(axis);
    };
  }

  private SecretTensor moved(SecretTensor x, int axis) {
    return switch (random.nextInt(6)) {
      case 0 -> x.transpose();
      case 1 -> x.reshape(-1, x.shape().dim(-1));
      case 2 -> x.slice(axis, 0, Math.max(1, x.shape().dim(axis) / 2));
      case 3 -> x.pad(axis, 1, 0);
      case 4 -> x.flip(axis).negate();
      default -> x.concat(axis, List.of(x.relu(), x.abs()));
    };
  }

  private SecretTensor windows(SecretTensor any) {
    SecretTensor x = items.stream().filter(i -> i.shape().rank() == 4 && i.shape().dim(2) == 4 && i.shape().dim(3) == 4)
        .reduce((a, b) -> random.nextBoolean() ? a : b).orElse(any);
    int channels = x.shape().dim(1);
    return switch (random.nextInt(4)) {
      case 0 -> x.maxPool(Conv2dSpec.of(2, 2));
      case 1 -> x.averagePool(Conv2dSpec.of(3, 1));
      case 2 -> x.relu().maxPool(Conv2dSpec.of(3, 1)).reshape(-1, 4);
      default -> x.conv2d(trace.constant(uniform(Shape.of(2, channels, 3, 3), -1, 1)),
          new Conv2dSpec(3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    };
  }

  private SecretTensor binary(SecretTensor x, SecretTensor y) {
    return switch (random.nextInt(8)) {
      case 0 -> x.add(y);
      case 1 -> x.sub(y);
      case 2, 3 -> x.mul(y);
      case 4 -> x.max(y);
      case 5 -> x.min(y);
      case 6 -> x.shape().rank() == 2 && y.shape().rank() == 2 && x.shape().dim(1) == y.shape().dim(1)
          ? x.matmul(y.transpose())
          : x.mul(x);
      default -> x.shape().equals(y.shape())
          ? x.concat(0, List.of(y))
          : x.matmul(trace.constant(uniform(Shape.of(x.shape().dim(-1), 4), -1, 1)));
    };
  }

  /** The later the likelier, so that plans are deep. */
  private SecretTensor pick() {
    int back = (int) (items.size() * Math.pow(random.nextDouble(), 2));
    return items.get(items.size() - 1 - back);
  }

  /** Another item that broadcasts with x without making it larger; x itself does always. */
  private SecretTensor partner(SecretTensor x) {
    for (int i = 0; i < 10; i++) {
      SecretTensor y = pick();
      try {
        if (Shape.broadcast(x.shape(), y.shape()).equals(x.shape())) {
          return y;
        }
      } catch (IllegalArgumentException e) {
        // Draw again.
      }
    }
    return x;
  }
}
