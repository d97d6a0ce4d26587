package io.parley.plan;

import io.parley.crypto.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The types of a node's operands, and what typing rules ask of them; whatever does not fit is refused by name. */
public final class Operands {
  /** No tensor has more. */
  public static final int MOST_ELEMENTS = 1 << 28;
  private static final String BROADCASTING = "; counted from the right, sizes must be equal or 1";

  private final Level level;
  private final String node;
  private final Op op;
  private final List<TensorType> types;

  Operands(Level level, String node, Op op, List<TensorType> types) {
    this.level = level;
    this.node = node;
    this.op = op;
    this.types = types;
  }

  public int count() {
    return types.size();
  }

  public List<TensorType> types() {
    return types;
  }

  public TensorType type(int operand) {
    return types.get(operand);
  }

  public Shape shape(int operand) {
    return types.get(operand).shape();
  }

  /** Of the first operand. */
  public int fractionBits() {
    return types.getFirst().fractionBits();
  }

  /** There are so many operands, and all are numbers of equal fraction bits. */
  public Operands numbers(int operands) {
    arity(operands);
    for (int i = 0; i < operands; i++) {
      number(i);
    }
    sameBits();
    return this;
  }

  /** As {@link #numbers}, of numbers with a fraction. */
  public Operands reals(int operands) {
    numbers(operands);
    require(fractionBits() > 0, "it takes numbers with fraction bits; convert the integers to numbers");
    return this;
  }

  /** There are so many operands, and all are bits. */
  public Operands bits(int operands) {
    arity(operands);
    for (int i = 0; i < operands; i++) {
      bit(i);
    }
    return this;
  }

  public void arity(int operands) {
    require(types.size() == operands && operands > 0, "takes " + operands + " operand" + (operands == 1 ? "" : "s")
        + ", not " + types.size());
  }

  public void number(int operand) {
    require(types.get(operand).dtype() == DType.FIXED,
        "operand " + (operand + 1) + " must be numbers, not bits; convert it to numbers");
  }

  public void bit(int operand) {
    require(types.get(operand).dtype() == DType.BIT,
        "operand " + (operand + 1) + " must be bits, not numbers; compare it first");
  }

  public void sameBits() {
    require(types.stream().allMatch(t -> t.fractionBits() == fractionBits()), "operands need the same fraction bits");
  }

  /** The operand has so many axes. */
  public void rank(int operand, int rank, String layout) {
    require(shape(operand).rank() == rank, "operand " + (operand + 1) + " needs " + layout);
  }

  /** The first operand has the axis, counted from 0. */
  public void axis(int axis) {
    require(axis >= 0 && axis < shape(0).rank(),
        "shape " + shape(0) + " has no axis " + axis + "; axes count from 0 here");
  }

  /** The first operand has the axes, each once, in rising order, as all who write a plan write them. */
  public void axes(List<Integer> axes) {
    axes.forEach(this::axis);
    require(IntStream.range(1, axes.size()).allMatch(i -> axes.get(i - 1) < axes.get(i)),
        "axes " + axes + " are not in rising order; name each once, the smallest first");
  }

  /** The first operand's shape without the axes, or with length 1 for each. */
  public Shape reduced(List<Integer> axes, boolean keep) {
    axes(axes);
    Shape x = shape(0);
    return Shape.of(IntStream.range(0, x.rank()).filter(i -> keep || !axes.contains(i))
        .map(i -> axes.contains(i) ? 1 : x.dim(i)).toArray());
  }

  /** As {@link #reduced}, of axes that are not empty. */
  public Shape reducedNonEmpty(List<Integer> axes, boolean keep) {
    Shape shape = reduced(axes, keep);
    require(axes.stream().allMatch(i -> shape(0).dim(i) > 0), "no elements have no extremes; an axis of it is empty");
    return shape;
  }

  /** The first operand's shape with so many indices along an axis, all of which it has. */
  public Shape picked(int axis, List<Integer> indices) {
    Shape shape = with(axis, indices.size());
    int n = shape(0).dim(axis);
    indices.forEach(i -> require(i >= 0 && i < n,
        "index " + i + " does not fit axis " + axis + "; indices go from 0 to " + (n - 1)));
    return shape;
  }

  /** The first operand's shape with another length of an axis. */
  public Shape with(int axis, int length) {
    axis(axis);
    int[] dims = shape(0).dims();
    dims[axis] = length;
    require(length >= 0, "no axis has length " + length);
    elements(Arrays.stream(dims).asLongStream().reduce(1, (m, n) -> Math.min(m * n, Integer.MAX_VALUE)));
    return Shape.of(dims);
  }

  /** What the op makes of its operands has so many elements, which are not too many. */
  public void elements(long count) {
    require(count <= MOST_ELEMENTS, "a tensor has 2^28 elements at most; use smaller lengths");
  }

  /** The shape that all operands broadcast to. */
  public Shape broadcast() {
    Shape all = shape(0);
    for (int i = 1; i < count(); i++) {
      all = broadcast(all, shape(i));
    }
    return all;
  }

  public Shape broadcast(Shape x, Shape y) {
    try {
      return Shape.broadcast(x, y);
    } catch (IllegalArgumentException e) {
      throw refusal(e.getMessage() + BROADCASTING);
    }
  }

  /** Numbers with the fraction bits of the first operand; secret if any operand is. */
  public TensorType number(Shape shape) {
    return number(shape, fractionBits());
  }

  public TensorType number(Shape shape, int fractionBits) {
    return new TensorType(DType.FIXED, shape, visibility(), fractionBits);
  }

  public TensorType bit(Shape shape) {
    return new TensorType(DType.BIT, shape, visibility(), 0);
  }

  /** The type that the op's expansion has: for ops whose shape is a long computation. */
  public TensorType expanded(Op.Formula formula) {
    return formula.expand(new TypeAlgebra(level, node, types), types);
  }

  private Visibility visibility() {
    return types.stream().anyMatch(TensorType::isSecret) ? Visibility.SECRET : Visibility.PUBLIC;
  }

  public void require(boolean holds, String remedy) {
    if (!holds) {
      throw refusal(remedy);
    }
  }

  public BadRequestException refusal(String reason) {
    return new BadRequestException(node() + said() + reason);
  }

  /** As {@link #refusal(String)}, of what an expansion or one of its ops refused. */
  BadRequestException refusal(BadRequestException e) {
    String message = String.valueOf(e.getMessage());
    String reason = message.startsWith(node()) ? message.substring(node().length()) : message;
    return reason.startsWith(said()) ? e : new BadRequestException(node() + said() + reason, e);
  }

  private String node() {
    return "Node '" + node + "': ";
  }

  private String said() {
    String operands = types.stream().map(TensorType::toString).collect(Collectors.joining(" and "));
    return OpText.name(op) + " of " + (operands.isEmpty() ? "nothing" : operands) + " does not fit: ";
  }
}
