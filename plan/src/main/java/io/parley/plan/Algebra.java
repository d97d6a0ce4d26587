package io.parley.plan;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What formulas are written in: the ops of surface plans on whatever stands for a value. Axes count from 0 here.
 *
 * @param <V> a value: numbers, or bits where a method says so
 */
public interface Algebra<V> {
  V apply(Op op, List<V> operands);

  /** A public tensor. */
  V constant(Values values);

  Shape shape(V x);

  /** Of all numbers. */
  int fractionBits();

  /** Those of the numbers among a formula's operands; 0 if there are none. */
  static int fractionBits(List<TensorType> operands) {
    return operands.stream().filter(t -> t.dtype() == DType.FIXED).findFirst().map(TensorType::fractionBits).orElse(0);
  }

  default V constant(double value) {
    return constant(Values.scalar(value));
  }

  default V add(V x, V y) {
    return apply(new Op.Add(), List.of(x, y));
  }

  default V add(V x, double y) {
    return add(x, constant(y));
  }

  default V sub(V x, V y) {
    return apply(new Op.Sub(), List.of(x, y));
  }

  default V sub(V x, double y) {
    return sub(x, constant(y));
  }

  default V sub(double x, V y) {
    return sub(constant(x), y);
  }

  default V negate(V x) {
    return apply(new Op.Negate(), List.of(x));
  }

  /** The elementwise product; operands broadcast. */
  default V mul(V x, V y) {
    return apply(new Op.Product(new Bilinear.Mul(), 0), List.of(x, y));
  }

  default V mul(V x, double y) {
    return mul(x, constant(y));
  }

  /** The matrix product of the last two axes, by the rules of {@link MatrixProducts}. */
  default V matmul(V x, V y) {
    return apply(new Op.Product(new Bilinear.MatMul(), 0), List.of(x, y));
  }

  /** N×C×H×W images with O×(C/groups)×KH×KW kernels. */
  default V conv2d(V x, V kernels, Conv2dSpec spec) {
    return apply(new Op.Product(new Bilinear.Conv2d(spec), 0), List.of(x, kernels));
  }

  default V apply(Function function, V x) {
    return apply(new Op.Apply(function), List.of(x));
  }

  default V relu(V x) {
    return apply(new Op.Relu(), List.of(x));
  }

  default V max(V x, V y) {
    return apply(new Op.Max(), List.of(x, y));
  }

  /** The maximum of each window of an N×C×H×W tensor; padding never wins. */
  default V maxPool(V x, Conv2dSpec window) {
    return apply(new Op.MaxPool(window), List.of(x));
  }

  /** The mean of each window of an N×C×H×W tensor. */
  default V averagePool(V x, Conv2dSpec window, boolean countPadding) {
    return apply(new Op.AveragePool(window, countPadding), List.of(x));
  }

  /** x &lt; 0, as bits. */
  default V isNegative(V x) {
    return apply(new Op.IsNegative(), List.of(x));
  }

  /** x &lt; y, as bits. */
  default V less(V x, V y) {
    return isNegative(sub(x, y));
  }

  /** Of bits. */
  default V not(V x) {
    return apply(new Op.Not(), List.of(x));
  }

  /** Of bits of equal shapes. */
  default V and(V x, V y) {
    return apply(new Op.And(), List.of(x, y));
  }

  /** Of bits of equal shapes, by De Morgan. */
  default V or(V x, V y) {
    return not(and(not(x), not(y)));
  }

  /** Of bits of equal shapes. */
  default V xor(V x, V y) {
    return apply(new Op.Xor(), List.of(x, y));
  }

  /** x where the bit is 1, else y; x and y broadcast to the bits. */
  default V select(V bits, V x, V y) {
    return apply(new Op.Select(), List.of(bits, x, y));
  }

  /** x where the bit is 1, else 0; x broadcasts to the bits. */
  default V mask(V bits, V x) {
    return apply(new Op.Mask(), List.of(bits, x));
  }

  /** The bits as the numbers 0 and 1. */
  default V number(V bits) {
    return apply(new Op.ShiftLeft(fractionBits()), List.of(apply(new Op.BitToRing(), List.of(bits))));
  }

  default V rearrange(Structure structure, V x) {
    return apply(new Op.Rearrange(structure), List.of(x));
  }

  default V reshape(V x, Shape to) {
    return rearrange(new Structure.Reshape(to), x);
  }

  default V reshape(V x, int... dims) {
    return reshape(x, Shape.of(dims));
  }

  default V broadcast(V x, Shape to) {
    return rearrange(new Structure.Broadcast(to), x);
  }

  default V transpose(V x, List<Integer> permutation) {
    return rearrange(new Structure.Transpose(permutation), x);
  }

  /** The elements start up to, without, end of an axis. */
  default V slice(V x, int axis, int start, int end) {
    return slice(x, axis, start, end, 1);
  }

  /** The elements start, start + step, … below end of an axis. */
  default V slice(V x, int axis, int start, int end, int step) {
    int rank = shape(x).rank();
    List<Integer> starts = new ArrayList<>(Collections.nCopies(rank, 0));
    List<Integer> ends = new ArrayList<>();
    List<Integer> steps = new ArrayList<>(Collections.nCopies(rank, 1));
    for (int d : shape(x).dims()) {
      ends.add(d);
    }
    starts.set(axis, start);
    ends.set(axis, end);
    steps.set(axis, step);
    return rearrange(new Structure.Slice(starts, ends, steps), x);
  }

  /** Zeros before and after an axis. */
  default V pad(V x, int axis, int before, int after) {
    List<Integer> first = new ArrayList<>(Collections.nCopies(shape(x).rank(), 0));
    List<Integer> last = new ArrayList<>(first);
    first.set(axis, before);
    last.set(axis, after);
    return rearrange(new Structure.Pad(first, last), x);
  }

  default V concat(int axis, List<V> parts) {
    return apply(new Op.Rearrange(new Structure.Concat(axis)), parts);
  }

  /** The sum over the axes, which are kept with length 1, or dropped. */
  default V sum(V x, List<Integer> axes, boolean keep) {
    return rearrange(new Structure.SumAxes(axes, keep), x);
  }
}
