package io.parley.benchmarks.suite;

import io.parley.cli.failure.FailedException;
import io.parley.crypto.Shape;
import io.parley.plan.DType;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.lowering.Target;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/**
 * Something to run, and what has to come out.
 *
 * @param name of the op or model
 * @param plan lowered or not
 * @param expected the outputs by name, in plaintext
 * @param tolerance how far they may be off
 */
public record Workload(
    String name,
    Size size,
    Plan plan,
    Map<String, Values> inputs,
    Map<String, Values> expected,
    double tolerance) {
  private static final int FRACTION_BITS = 16;
  private static final double LARGEST = 8;
  private static final long SEED = 1;

  /** An op on random numbers. */
  static Workload of(String name, Size size, Plan plan, double unitsInTheLastPlace) {
    Map<String, Values> inputs = random(plan, LARGEST);
    return new Workload(name, size, plan, inputs, PlaintextInterpreter.run(plan, inputs),
        Math.scalb(unitsInTheLastPlace, -FRACTION_BITS));
  }

  /** A model on random numbers from −1 to 1; it may be off by 2^-6 of its largest score. */
  public static Workload ofModel(String name, Size size, Plan plan, Map<String, Values> weights) {
    Map<String, Values> inputs = random(plan, 1);
    inputs.putAll(weights);
    Map<String, Values> expected = PlaintextInterpreter.run(plan, inputs);
    double largest = expected.values().stream().flatMapToDouble(v -> DoubleStream.of(v.data())).map(Math::abs).max()
        .orElse(0);
    return new Workload(name, size, plan, inputs, expected, Math.scalb(Math.max(1, largest), -6));
  }

  /** Numbers below 8 that fixed point holds exactly; the same each time. */
  static Values numbers(Shape shape) {
    return values(shape, false, LARGEST, new Random(SEED));
  }

  private static Map<String, Values> random(Plan plan, double largest) {
    Map<String, Values> inputs = new LinkedHashMap<>();
    Random random = new Random(SEED);
    for (Node node : plan.inputs()) {
      inputs.put(((Op.Input) node.op()).name(),
          values(node.type().shape(), node.type().dtype() == DType.BIT, largest, random));
    }
    return inputs;
  }

  private static Values values(Shape shape, boolean bits, double largest, Random random) {
    DoubleSupplier next = bits
        ? () -> random.nextInt(2)
        : () -> Math.scalb(Math.rint(Math.scalb(random.nextDouble(-largest, largest), FRACTION_BITS)), -FRACTION_BITS);
    return Values.of(shape, DoubleStream.generate(next).limit(shape.size()).toArray());
  }

  /** What a protocol runs. */
  public Plan lowered(Target target) {
    return plan.isLowered() ? plan : Lowering.lower(plan, target);
  }

  /**
   * @throws FailedException if an output is off by more than the tolerance
   */
  public void check(Map<String, Values> outputs) {
    expected
        .forEach((output, values) -> check(output, values.data(), Objects.requireNonNull(outputs.get(output), output)));
  }

  private void check(String output, double[] wanted, Values got) {
    for (int i = 0; i < wanted.length; i++) {
      if (!(Math.abs(got.data()[i] - wanted[i]) <= tolerance)) {
        throw new FailedException(name + " of size " + size.label() + " gave a wrong value at " + i + " of '" + output
            + "': " + got.data()[i] + " instead of " + wanted[i] + ", with a tolerance of " + tolerance);
      }
    }
  }
}
