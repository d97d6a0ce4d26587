package io.parley.plan.trace;

import io.parley.crypto.FixedPoint;
import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.formulas.Einsum;
import io.parley.plan.formulas.PlanAlgebra;
import java.util.Arrays;
import java.util.List;

/**
 * Records a computation as a surface plan. Calls on the tensors compute nothing; they add nodes. {@link #reveal} is the
 * only verb that opens a value.
 *
 * <pre>{@code
 * Trace t = Trace.create("layer", 16);
 * SecretTensor x = t.secret("x", Shape.of(128, 784));
 * SecretTensor w = t.secret("w", Shape.of(784, 10));
 * t.reveal("y", x.matmul(w).relu());
 * Plan plan = t.plan();
 * }</pre>
 */
public final class Trace {
  private final PlanBuilder builder;
  private final int fractionBits;
  private int count;

  private Trace(String name, int fractionBits) {
    this.builder = PlanBuilder.create(name, Level.SURFACE);
    this.fractionBits = fractionBits;
  }

  /** A trace of numbers with {@link FixedPoint#DEFAULT_FRACTION_BITS}. */
  public static Trace create(String name) {
    return create(name, FixedPoint.DEFAULT_FRACTION_BITS);
  }

  public static Trace create(String name, int fractionBits) {
    return new Trace(name, fractionBits);
  }

  /** A secret that the client brings. */
  public SecretTensor secret(String name, Shape shape) {
    return new SecretTensor(this, builder.input(name, Plan.CLIENT, TensorType.secret(shape, fractionBits)));
  }

  /**
   * A secret that the client brings, all elements of which are from low to high; all who see the plan know these bounds.
   */
  public SecretTensor secret(String name, Shape shape, double low, double high) {
    Op.Input input = new Op.Input(name, Plan.CLIENT, List.of(low, high));
    return new SecretTensor(this, builder.input(input, TensorType.secret(shape, fractionBits)));
  }

  /** Whole numbers that the client brings, below 2^62; sums and products of them are exact. */
  public SecretTensor secretIntegers(String name, Shape shape) {
    return new SecretTensor(this, builder.input(name, Plan.CLIENT, TensorType.secretIntegers(shape)));
  }

  /** Truth values that the client brings, as 0 and 1. */
  public SecretBits secretBits(String name, Shape shape) {
    return new SecretBits(
        new SecretTensor(this, builder.input(name, Plan.CLIENT, TensorType.secretBits(shape))));
  }

  /** A tensor that is part of the plan, so that everyone who sees the plan knows it. */
  public PublicTensor constant(Values values) {
    return constant(values, fractionBits);
  }

  /** Whole numbers that are part of the plan. */
  public PublicTensor integers(Values values) {
    return constant(values, 0);
  }

  PublicTensor constant(Values values, int bits) {
    TensorType type = TensorType.publicly(values.shape(), bits);
    return new PublicTensor(this, builder.constant(nextName("constant"), values, type));
  }

  public PublicTensor constant(double value) {
    return constant(Values.scalar(value));
  }

  /** A sum of products by Einstein's convention, such as "bij,bjk->bik"; see {@link Einsum}. */
  public SecretTensor einsum(String equation, SecretTensor... operands) {
    return new SecretTensor(this,
        Einsum.of(algebra(), equation, Arrays.stream(operands).map(this::mine).toList()));
  }

  /** Opens the value to the client, and to nobody else. */
  public void reveal(String name, SecretTensor value) {
    builder.output(name, mine(value), Plan.CLIENT);
  }

  /** Opens the bits to the client, as 0 and 1. */
  public void reveal(String name, SecretBits value) {
    builder.output(name, mine(value.tensor()), Plan.CLIENT);
  }

  /**
   * The surface plan of what was traced so far.
   *
   * @throws BadRequestException if nothing is revealed
   */
  public Plan plan() {
    return builder.build();
  }

  int fractionBits() {
    return fractionBits;
  }

  TensorType type(int node) {
    return builder.type(node);
  }

  int add(String verb, Op op, Traced<?>... operands) {
    return add(verb, op, Arrays.asList(operands));
  }

  int add(String verb, Op op, List<? extends Traced<?>> operands) {
    return builder.add(nextName(verb), op, operands.stream().map(this::mine).toList());
  }

  /** Formulas on the nodes of this trace. */
  Algebra<Integer> algebra() {
    return algebra(fractionBits);
  }

  /** Formulas on numbers with so many fraction bits. */
  Algebra<Integer> algebra(int bits) {
    return new PlanAlgebra(builder, bits, op -> nextName(op.replace('-', '_')));
  }

  /** The node of a tensor of this trace. */
  int mine(Traced<?> tensor) {
    if (tensor.trace != this) {
      throw new BadRequestException("A tensor of another trace cannot be used here; trace both in one");
    }
    return tensor.node;
  }

  private String nextName(String verb) {
    return verb + "_" + count++;
  }
}
