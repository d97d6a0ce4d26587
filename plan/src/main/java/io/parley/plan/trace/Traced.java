package io.parley.plan.trace;

import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.DType;
import io.parley.plan.Op;
import io.parley.plan.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A tensor in a {@link Trace}: the verbs that keep a secret secret and a public tensor public, first those that move
 * elements; {@link TracedFunctions} and {@link TracedAxes} have the others. Axes may be negative and then count from the end.
 *
 * @param <T> what the verbs return
 */
public abstract sealed class Traced<T extends Traced<T>> permits TracedFunctions {
  final Trace trace;
  final int node;

  Traced(Trace trace, int node) {
    this.trace = trace;
    this.node = node;
  }

  abstract T wrap(int result);

  abstract T self();

  Algebra<Integer> algebra() {
    return type().dtype() == DType.BIT ? trace.algebra() : trace.algebra(type().fractionBits());
  }

  /** Integers as numbers with the trace's fraction bits, for what has fractions as a result; else this. */
  T asNumbers() {
    return type().isInteger()
        ? wrap(trace.add("to_number", new Op.ShiftLeft(trace.fractionBits()), this))
        : self();
  }

  public Shape shape() {
    return type().shape();
  }

  public TensorType type() {
    return trace.type(node);
  }

  public T negate() {
    return wrap(trace.add("negate", new Op.Negate(), this));
  }

  /** The larger of each two elements. */
  public T max(T y) {
    return wrap(trace.add("max", new Op.Max(), this, y));
  }

  /** The same elements under another shape; one dimension may be −1 and is found from the others. */
  public T reshape(int... dims) {
    int[] to = dims.clone();
    int known = 1;
    int open = -1;
    for (int i = 0; i < to.length; i++) {
      if (to[i] == -1 && open < 0) {
        open = i;
      } else {
        known *= to[i];
      }
    }
    if (open >= 0) {
      to[open] = known == 0 ? 0 : shape().size() / known;
    }
    if (Arrays.stream(to).anyMatch(d -> d < 0)) {
      throw new BadRequestException("Cannot reshape to " + Arrays.toString(dims) + "; at most one dimension may be -1");
    }
    return rearrange("reshape", new Structure.Reshape(Shape.of(to)));
  }

  /** With the last two axes swapped. */
  public T transpose() {
    int[] permutation = IntStream.range(0, shape().rank()).toArray();
    if (permutation.length >= 2) {
      permutation[permutation.length - 1]--;
      permutation[permutation.length - 2]++;
    }
    return transpose(permutation);
  }

  /** Output axis i is input axis permutation[i]. */
  public T transpose(int... permutation) {
    return rearrange("transpose", new Structure.Transpose(Arrays.stream(permutation).boxed().toList()));
  }

  /** The elements start up to, without, end along an axis. */
  public T slice(int axis, int start, int end) {
    List<Integer> starts = zeros();
    List<Integer> ends = new ArrayList<>(Arrays.stream(shape().dims()).boxed().toList());
    starts.set(axis(axis), start);
    ends.set(axis(axis), end);
    return rearrange("slice", new Structure.Slice(starts, ends, Collections.nCopies(shape().rank(), 1)));
  }

  /** This tensor and the others side by side along an axis. */
  public T concat(int axis, List<T> others) {
    List<T> all = new ArrayList<>(others);
    all.addFirst(self());
    return wrap(trace.add("concat", new Op.Rearrange(new Structure.Concat(axis(axis))), all));
  }

  /** Repeats axes of length 1, and new leading axes. */
  public T broadcast(int... dims) {
    return rearrange("broadcast", new Structure.Broadcast(Shape.of(dims)));
  }

  /** Zeros before and after an axis. */
  public T pad(int axis, int before, int after) {
    List<Integer> first = zeros();
    List<Integer> last = zeros();
    first.set(axis(axis), before);
    last.set(axis(axis), after);
    return rearrange("pad", new Structure.Pad(first, last));
  }

  /** The sum over the given axes, which are dropped; over all if none is given. */
  public T sum(int... axes) {
    return rearrange("sum", new Structure.SumAxes(axes(axes), false));
  }

  private T rearrange(String verb, Structure structure) {
    return wrap(trace.add(verb, new Op.Rearrange(structure), this));
  }

  private List<Integer> zeros() {
    return new ArrayList<>(Collections.nCopies(shape().rank(), 0));
  }

  /** Counted from 0; all if none is given. */
  List<Integer> axes(int... axes) {
    return axes.length == 0
        ? IntStream.range(0, shape().rank()).boxed().toList()
        : Arrays.stream(axes).map(this::axis).boxed().toList();
  }

  /** Counted from 0. */
  int axis(int axis) {
    int rank = shape().rank();
    if (axis < -rank || axis >= rank) {
      throw new BadRequestException("Shape " + shape() + " has no axis " + axis);
    }
    return axis < 0 ? axis + rank : axis;
  }

  @Override
  public String toString() {
    return type().toString();
  }
}
