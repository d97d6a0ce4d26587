package io.parley.plan.precision;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.Function;
import io.parley.plan.Interval;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The bound of one node's value, given those of its operands. */
final class Propagation {
  private static final int SAMPLES = 2000;
  /** Of a function, in units in the last place of values around 1: twice what docs/functions.md measures. */
  private static final double FUNCTION_ERROR = 16;
  /** With more fraction bits functions are not more exact. */
  private static final double FUNCTION_UNIT = 0x1p-18;

  private static final double SCALED_ERROR = 0x1p-20;

  private final Plan plan;
  private final Bound[] bounds;
  private final Map<Integer, Values> known;
  private final int fractionBits;
  private final double unit;

  /**
   * @param bounds of the earlier nodes
   * @param known the values of nodes that are known exactly, such as weights
   */
  Propagation(Plan plan, Bound[] bounds, Map<Integer, Values> known, int fractionBits) {
    this.plan = plan;
    this.bounds = bounds;
    this.known = known;
    this.fractionBits = fractionBits;
    this.unit = Math.scalb(1.0, -fractionBits);
  }

  Bound of(Node node) {
    List<Bound> in = node.inputs().stream().map(i -> bounds[i]).toList();
    return switch (node.op()) {
      case Op.Input _ -> throw new IllegalArgumentException("An input has no operands: " + node.name());
      case Op.Constant c -> rounded(Range.of(c.values()));
      case Op.Add _ -> new Bound(in.get(0).range().add(in.get(1).range()), in.get(0).error() + in.get(1).error());
      case Op.Sub _ ->
        new Bound(in.get(0).range().add(in.get(1).range().negate()), in.get(0).error() + in.get(1).error());
      case Op.Negate _ -> new Bound(in.getFirst().range().negate(), in.getFirst().error());
      case Op.Rearrange r -> rearranged(node, r.structure(), in);
      case Op.ShiftLeft _,Op.Truncate _,Op.BitToRing _,Op.MaxPool _ -> in.getFirst();
      case Op.Product p -> product(node, p.map(), in.get(0), in.get(1));
      case Op.Scaled s -> scaled(s, in);
      case Op.Rescale _,Op.Separated _,Op.Formula _ ->
        throw new IllegalArgumentException("Bounds are those of expanded surface plans: " + node.name());
      case Op.IsNegative _,Op.And _,Op.Xor _,Op.Not _ -> Bound.BITS;
      case Op.Mask _ -> new Bound(in.get(1).range().withZero(), in.get(1).error());
      case Op.Apply a -> applied(a.function(), in.getFirst());
      case Op.ToInteger _ -> applied(Function.FLOOR, in.getFirst());
      case Op.Relu _ -> new Bound(in.getFirst().range().max(new Range(0, 0)), in.getFirst().error());
      case Op.Max _ ->
        atOneScale(new Bound(in.get(0).range().max(in.get(1).range()), Math.max(in.get(0).error(), in.get(1).error())));
      case Op.Select _ -> atOneScale(in.get(1).hull(in.get(2)));
      case Op.AveragePool a -> averaged(in.getFirst(), a.window().kernelHeight() * a.window().kernelWidth());
    };
  }

  /** What an op with scales of its own adds is two units, or a little of what it gives. */
  private Bound scaled(Op.Scaled op, List<Bound> in) {
    Interval y = op.bounds(in.stream().map(b -> new Interval(b.range().low(), b.range().high(), b.error())).toList());
    return new Bound(new Range(y.low(), y.high()), y.error() + Math.max(2 * unit, SCALED_ERROR * y.size()));
  }

  /** Encoding rounds to the nearest. */
  Bound rounded(Range range) {
    return new Bound(range, unit / 2);
  }

  /** One of two: what was truncated is truncated again if the other one was not. */
  private Bound atOneScale(Bound either) {
    return new Bound(either.range(), either.error() + unit);
  }

  private Bound rearranged(Node node, Structure structure, List<Bound> in) {
    Bound all = in.stream().reduce(Bound::hull).orElseThrow();
    return switch (structure) {
      case Structure.Pad _,Structure.WindowTap _ -> new Bound(all.range().withZero(), all.error());
      case Structure.SumAxes _ -> {
        double count = (double) plan.node(node.inputs().getFirst()).type().shape().size()
            / Math.max(1, node.type().shape().size());
        yield new Bound(all.range().times(count), all.error() * count);
      }
      default -> all;
    };
  }

  private Bound product(Node node, Bilinear map, Bound x, Bound y) {
    Shape right = plan.node(node.inputs().get(1)).type().shape();
    Values weights = known.get(node.inputs().get(1));
    return switch (map) {
      case Bilinear.Mul _ -> {
        boolean same = node.inputs().get(0).equals(node.inputs().get(1));
        yield new Bound(same ? x.range().square() : x.range().mul(y.range()), productError(x, y, 1) + unit);
      }
      case Bilinear.MatMul _ -> weights == null
          ? terms(x, y, right.dim(-2))
          : weighed(x, y, weights.data(), right.dim(-2), right.dim(-1), false);
      case Bilinear.Conv2d _ -> {
        int taps = right.size() / Math.max(1, right.dim(0));
        Bound padded = new Bound(x.range().withZero(), x.error());
        yield weights == null ? terms(padded, y, taps) : weighed(padded, y, weights.data(), taps, right.dim(0), true);
      }
    };
  }

  /** A sum, times one over the count as a constant. */
  private Bound averaged(Bound x, int count) {
    return new Bound(x.range().withZero(), x.error() + count * x.size() * unit / 2 + 2 * unit);
  }

  /** The largest magnitude on the way to a node's value: of sums before they are divided, of differences that are compared. */
  double most(Node node) {
    List<Bound> in = node.inputs().stream().map(i -> bounds[i]).toList();
    double inside = switch (node.op()) {
      case Op.Max _ -> distance(in.get(0), in.get(1));
      case Op.Select _ -> distance(in.get(1), in.get(2));
      case Op.MaxPool _ -> distance(in.getFirst(), in.getFirst());
      case Op.AveragePool a -> in.getFirst().size() * a.window().kernelHeight() * a.window().kernelWidth();
      case Op.Primitive _,Op.Composite _ -> 0;
    };
    return Math.max(inside, bounds[node.id()].size());
  }

  private static double distance(Bound x, Bound y) {
    return x.range().add(y.range().negate()).size() + x.error() + y.error();
  }

  private Bound terms(Bound x, Bound y, int count) {
    return new Bound(x.range().mul(y.range()).times(count), productError(x, y, count) + unit);
  }

  private static double productError(Bound x, Bound y, int count) {
    return count * (x.size() * y.error() + y.range().size() * x.error());
  }

  /** Sums of {@code inner} elements of x, with weights: by rows if they stand together, else by columns. */
  private Bound weighed(Bound x, Bound y, double[] weights, int inner, int sums, boolean byRows) {
    Range range = new Range(0, 0);
    double most = 0;
    for (int at = 0; at + inner * sums <= weights.length; at += inner * sums) {
      for (int s = 0; s < sums; s++) {
        double low = 0;
        double high = 0;
        double total = 0;
        for (int i = 0; i < inner; i++) {
          double w = weights[at + (byRows ? s * inner + i : i * sums + s)];
          low += w * (w > 0 ? x.range().low() : x.range().high());
          high += w * (w > 0 ? x.range().high() : x.range().low());
          total += Math.abs(w);
        }
        range = range.hull(new Range(Math.min(low, high), Math.max(low, high)));
        most = Math.max(most, total);
      }
    }
    return new Bound(range, most * x.error() + inner * x.size() * y.error() + unit);
  }

  /** Evenly spaced, and more and more densely towards 0, where functions of wide ranges do all that they do. */
  private static double[] samples(double low, double high) {
    DoubleStream even = IntStream.rangeClosed(0, SAMPLES).mapToDouble(i -> low + (high - low) * i / SAMPLES);
    DoubleStream dense = IntStream.range(0, SAMPLES).mapToDouble(i -> Math.scalb(1 + i % 16 / 16.0, 30 - i / 16 % 46))
        .flatMap(x -> DoubleStream.of(-x, x)).filter(x -> x > low && x < high);
    return DoubleStream.concat(even, dense).sorted().distinct().toArray();
  }

  /** An extremum between samples is no further from the nearest than that is from its neighbours. */
  private static Range reached(double[] ys) {
    double low = ys[0];
    double high = ys[0];
    for (int i = 1; i < ys.length; i++) {
      double before = ys[i] - ys[i - 1];
      double after = i + 1 < ys.length ? ys[i + 1] - ys[i] : 0;
      double beyond = before * after < 0 ? Math.max(Math.abs(before), Math.abs(after)) : 0;
      low = Math.min(low, ys[i] - beyond);
      high = Math.max(high, ys[i] + beyond);
    }
    return new Range(low, high);
  }

  /** By samples: functions are smooth between them. */
  private Bound applied(Function function, Bound x) {
    if (function == Function.RECIPROCAL && !Domain.holds(function, x.range(), fractionBits)) {
      double most = 1 / Domain.leastDivisor(fractionBits);
      return new Bound(new Range(-most, most), most);
    }
    Domain domain = Domain.of(function, fractionBits);
    double low = domain.clamp(x.range().low());
    double high = domain.clamp(x.range().high());
    double[] xs = samples(low, high);
    double[] ys = IntStream.range(0, xs.length).mapToDouble(i -> function.of(xs[i])).toArray();
    double slope = 0;
    for (int i = 1; i < ys.length; i++) {
      slope = Math.max(slope, Math.abs(ys[i] - ys[i - 1]) / (xs[i] - xs[i - 1]));
    }
    Range range = reached(ys);
    double jump = function == Function.FLOOR ? 1 : 0;
    // What comes to rest cannot be off by more than it reaches.
    double[] near = samples(domain.clamp(x.range().low() - x.error()), domain.clamp(x.range().high() + x.error()));
    Range reached = reached(Arrays.stream(near).map(function::of).toArray());
    double off = Math.min(slope * x.error(), reached.high() - reached.low());
    return new Bound(range,
        jump + off + FUNCTION_ERROR * Math.max(unit, FUNCTION_UNIT) * Math.max(1, range.size()));
  }
}
