package io.parley.cli;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** An op on secret operands, as a benchmark runs it. */
enum BenchOp {
  /** Elementwise, fixed point: with a truncation. */
  MUL,
  /** Elementwise, in the ring: without one. */
  RINGMUL,
  /** x < 0. */
  LTZ,
  /** max(x, 0). */
  RELU,
  /** Square matrices; the size is the number of rows. */
  MATMUL;

  static BenchOp of(String name) {
    for (BenchOp op : values()) {
      if (op.label().equals(name)) {
        return op;
      }
    }
    throw new BadRequestException("Unknown op '" + name + "'. Known: mul, ringmul, ltz, relu, matmul");
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private Shape shape(int size) {
    try {
      return this == MATMUL ? Shape.of(size, size) : Shape.of(size);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("--size is too large for " + label() + ": " + e.getMessage(), e);
    }
  }

  /** Lowered. */
  Plan plan(int size) {
    if (this == RINGMUL) {
      PlanBuilder builder = PlanBuilder.create(label(), Level.LOWERED);
      TensorType type = TensorType.secret(shape(size), 16);
      int x = builder.input("x", Plan.CLIENT, type);
      int y = builder.input("y", Plan.CLIENT, type);
      builder.output("z", builder.add("z", new Op.Product(new Bilinear.Mul(), 0), x, y), Plan.CLIENT);
      return builder.build();
    }
    Trace trace = Trace.create(label());
    SecretTensor x = trace.secret("x", shape(size));
    switch (this) {
      case MUL -> trace.reveal("z", x.mul(trace.secret("y", shape(size))));
      case LTZ -> trace.reveal("z", x.lessThan(0));
      case RELU -> trace.reveal("z", x.relu());
      case MATMUL -> trace.reveal("z", x.matmul(trace.secret("y", shape(size))));
      case RINGMUL -> throw new IllegalStateException("built above");
    }
    return Lowering.lower(trace.plan());
  }

  Map<String, Values> inputs(int size) {
    Random random = new Random(1);
    Map<String, Values> inputs = new LinkedHashMap<>();
    inputs.put("x", values(random, shape(size)));
    if (this == MUL || this == RINGMUL || this == MATMUL) {
      inputs.put("y", values(random, shape(size)));
    }
    return inputs;
  }

  /** Multiples of 2^-16, so that encoding is exact. */
  private static Values values(Random random, Shape shape) {
    return Values.of(shape, random.doubles(shape.size(), -8, 8).map(v -> Math.rint(Math.scalb(v, 16)))
        .map(v -> Math.scalb(v, -16)).toArray());
  }
}
