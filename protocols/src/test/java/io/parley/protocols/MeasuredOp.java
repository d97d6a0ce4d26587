package io.parley.protocols;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * An op as docs/functions.md measures it: on random numbers.
 *
 * @param method in a line
 * @param domain where it holds
 */
record MeasuredOp(String name, String method, String domain, List<Input> inputs,
    Function<List<SecretTensor>, SecretTensor> traced) {
  /** Numbers of a shape from an interval, whole ones if so said. */
  record Input(double from, double to, boolean whole, int... dims) {
    static Input real(double from, double to, int... dims) {
      return new Input(from, to, false, dims);
    }

    static Input whole(double from, double to, int... dims) {
      return new Input(from, to, true, dims);
    }

    /** That fixed point holds. */
    Values random(SplittableRandom random, int f) {
      double unit = whole ? 1 : Math.scalb(1.0, f);
      Shape shape = Shape.of(dims);
      return Values.of(shape, IntStream.range(0, shape.size())
          .mapToDouble(_ -> Math.rint(random.nextDouble(from, to) * unit) / unit).toArray());
    }

    private String interval() {
      return "[" + text(from) + ", " + text(to) + "]";
    }

    private static String text(double x) {
      return Double.toString(x).replaceAll("\\.0$", "");
    }
  }

  /** The intervals and shapes of what it was measured on. */
  String measuredOn() {
    Input first = inputs.getFirst();
    String shape = IntStream.of(first.dims).mapToObj(Integer::toString).reduce((a, b) -> a + "×" + b).orElse("1");
    List<String> intervals = inputs.stream().map(Input::interval).distinct().toList();
    return String.join(", ", intervals) + "; " + shape;
  }

  Trace trace(int f) {
    Trace trace = Trace.create(name, f);
    List<SecretTensor> in = IntStream.range(0, inputs.size())
        .mapToObj(i -> trace.secret("x" + i, Shape.of(inputs.get(i).dims))).toList();
    trace.reveal("y", traced.apply(in));
    return trace;
  }

  Measured.Errors errors(int f) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    Map<String, Values> values = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      values.put("x" + i, inputs.get(i).random(random, f));
    }
    return Measured.errors(trace(f), values);
  }
}
