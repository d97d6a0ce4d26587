package io.parley.actors;

import io.parley.crypto.Shape;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.trace.Trace;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Small computations and their inputs. */
final class PlansForTests {
  private PlansForTests() {}

  /** relu(x · w) for x of n × n and w of n × n. */
  static Plan layer(int n) {
    return layer(n, "layer");
  }

  static Plan layer(int n, String name) {
    Trace trace = Trace.create(name);
    trace.reveal("y", trace.secret("x", Shape.of(n, n)).matmul(trace.secret("w", Shape.of(n, n))).relu());
    return trace.plan();
  }

  /** As many layers one after the other, each of which takes several rounds. */
  static Plan deep(int n, int layers) {
    Trace trace = Trace.create("deep");
    var x = trace.secret("x", Shape.of(n, n));
    var w = trace.secret("w", Shape.of(n, n));
    for (int i = 0; i < layers; i++) {
      x = x.matmul(w).relu().mul(1.0 / n);
    }
    trace.reveal("y", x);
    return trace.plan();
  }

  static Map<String, Values> inputs(int n, long seed) {
    Random random = new Random(seed);
    return Map.of("x", square(n, random), "w", square(n, random));
  }

  private static Values square(int n, Random random) {
    return Values.of(Shape.of(n, n), random.doubles((long) n * n, -1, 1).toArray());
  }

  /** What {@link #layer} computes. */
  static double[] layer(int n, Map<String, Values> inputs) {
    double[] x = Objects.requireNonNull(inputs.get("x")).data();
    double[] w = Objects.requireNonNull(inputs.get("w")).data();
    double[] y = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += x[i * n + k] * w[k * n + j];
        }
        y[i * n + j] = Math.max(0, sum);
      }
    }
    return y;
  }
}
