package io.parley.plan.formulas;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Values;
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

  /** The matrix product of the last two axes; leading axes are equal, or one operand has none. */
  default V matmul(V x, V y) {
    return apply(new Op.Product(new Bilinear.MatMul(), 0), List.of(x, y));
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

  /** x < 0, as bits. */
  default V isNegative(V x) {
    return apply(new Op.IsNegative(), List.of(x));
  }

  /** x < y, as bits. */
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

  /** Of bits of equal shapes. */
  default V xor(V x, V y) {
    return apply(new Op.Xor(), List.of(x, y));
  }

  /** x where the bit is 1, else y; x and y broadcast to the bits. */
  default V select(V bits, V x, V y) {
    return apply(new Op.Select(), List.of(bits, x, y));
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

  default V broadcast(V x, Shape to) {
    return rearrange(new Structure.Broadcast(to), x);
  }

  default V transpose(V x, List<Integer> permutation) {
    return rearrange(new Structure.Transpose(permutation), x);
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

  default V concat(int axis, List<V> parts) {
    return apply(new Op.Rearrange(new Structure.Concat(axis)), parts);
  }

  /** The sum over the axes, which are kept with length 1, or dropped. */
  default V sum(V x, List<Integer> axes, boolean keep) {
    return rearrange(new Structure.SumAxes(axes, keep), x);
  }
}
