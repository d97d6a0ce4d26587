package io.parley.nd4j.samediff;

import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.formulas.Indexing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Ops that only move elements. */
final class SdStructures {
  /** ND4J marks the order of elements in memory by the negative of a letter. */
  private static final int ROW_MAJOR = -'c';
  private static final int COLUMN_MAJOR = -'f';

  private SdStructures() {}

  static void list(Map<String, SdOperators.Operator> t) {
    SdOperators.one(t, "reshape", SdStructures::reshape);
    SdOperators.one(t, "transpose", SdStructures::transpose);
    SdOperators.one(t, "permute", SdStructures::transpose);
    SdOperators.one(t, "concat", (a, n) -> a.concat(n.axis(n.integer(0, 0)), n.in()));
    SdOperators.one(t, "stack", SdStructures::stack);
    t.put("split", SdStructures::split);
    t.put("unstack", SdStructures::unstack);
    SdOperators.one(t, "tile", SdStructures::tile);
    SdOperators.one(t, "expand_dims", SdStructures::expand);
    SdOperators.one(t, "squeeze", SdStructures::squeeze);
    SdOperators.one(t, "slice", SdStructures::slice);
    SdOperators.one(t, "strided_slice", SdStructures::stridedSlice);
    SdOperators.one(t, "gather", SdStructures::gather);
  }

  private static SdValue reshape(SdAlgebra a, SdNode n) {
    int[] given = n.has(1) ? n.known(1) : n.integers();
    boolean ordered = given.length > 0 && given[0] <= -'a';
    if (ordered && given[0] == COLUMN_MAJOR) {
      throw n.refusal("reshapes in column-major order");
    }
    int[] to = ordered || (given.length > 0 && given[0] == ROW_MAJOR)
        ? Arrays.copyOfRange(given, 1, given.length)
        : given.clone();
    int known = Arrays.stream(to).filter(d -> d >= 0).reduce(1, Math::multiplyExact);
    for (int i = 0; i < to.length; i++) {
      to[i] = to[i] < 0 ? n.x().shape().size() / Math.max(1, known) : to[i];
    }
    return a.reshape(n.x(), Shape.of(to));
  }

  private static SdValue transpose(SdAlgebra a, SdNode n) {
    int[] given = n.has(1) ? n.known(1) : n.integers();
    List<Integer> permutation = given.length > 0
        ? Arrays.stream(given).map(n::axis).boxed().toList()
        : IntStream.range(0, n.rank()).boxed().toList().reversed();
    return a.transpose(n.x(), permutation);
  }

  private static SdValue stack(SdAlgebra a, SdNode n) {
    int axis = n.integer(0, 0);
    List<SdValue> parts = new ArrayList<>();
    for (SdValue part : n.in()) {
      List<Integer> dims = dims(part.shape());
      dims.add(axis < 0 ? axis + dims.size() + 1 : axis, 1);
      parts.add(a.reshape(part, shape(dims)));
    }
    return a.concat(axis < 0 ? axis + n.rank() + 1 : axis, parts);
  }

  private static List<SdValue> split(SdAlgebra a, SdNode n) {
    int parts = n.integer(0, 1);
    int axis = n.axis(n.integer(1, 0));
    int length = n.x().shape().dim(axis) / parts;
    return IntStream.range(0, parts).mapToObj(i -> a.slice(n.x(), axis, i * length, (i + 1) * length)).toList();
  }

  private static List<SdValue> unstack(SdAlgebra a, SdNode n) {
    int axis = n.axis(n.integer(0, 0));
    List<Integer> dims = dims(n.x().shape());
    dims.subList(axis, axis + 1).clear();
    return IntStream.range(0, n.x().shape().dim(axis))
        .mapToObj(i -> a.reshape(a.slice(n.x(), axis, i, i + 1), shape(dims))).toList();
  }

  private static SdValue tile(SdAlgebra a, SdNode n) {
    int[] times = n.has(1) ? n.known(1) : n.integers();
    SdValue tiled = n.x();
    for (int axis = 0; axis < times.length; axis++) {
      tiled = a.concat(axis, Collections.nCopies(times[axis], tiled));
    }
    return tiled;
  }

  private static SdValue expand(SdAlgebra a, SdNode n) {
    int axis = n.has(1) ? n.known(1)[0] : n.integer(0, 0);
    List<Integer> dims = dims(n.x().shape());
    dims.add(axis < 0 ? axis + dims.size() + 1 : axis, 1);
    return a.reshape(n.x(), shape(dims));
  }

  private static SdValue squeeze(SdAlgebra a, SdNode n) {
    List<Integer> axes = Arrays.stream(n.integers()).map(n::axis).boxed().toList();
    return a.reshape(n.x(), Shape.of(IntStream.range(0, n.rank())
        .filter(i -> axes.isEmpty() ? n.x().shape().dim(i) != 1 : !axes.contains(i))
        .map(n.x().shape()::dim).toArray()));
  }

  private static SdValue slice(SdAlgebra a, SdNode n) {
    int rank = n.rank();
    int[] all = n.integers();
    int[] begin = n.has(2) ? n.known(1) : Arrays.copyOf(all, rank);
    int[] size = n.has(2) ? n.known(2) : Arrays.copyOfRange(all, rank, 2 * rank);
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      ends.add(size[i] < 0 ? n.x().shape().dim(i) : begin[i] + size[i]);
    }
    return a.rearrange(new Structure.Slice(Arrays.stream(begin).boxed().toList(), ends,
        IntStream.range(0, rank).map(_ -> 1).boxed().toList()), n.x());
  }

  /** The arguments are five masks, then beginnings, ends and strides. */
  private static SdValue stridedSlice(SdAlgebra a, SdNode n) {
    int[] all = n.integers();
    int axes = (all.length - 5) / 3;
    if (axes < 1 || all[1] != 0 || all[3] != 0 || axes > n.rank()) {
      throw n.refusal("has an ellipsis or a new axis");
    }
    List<Integer> starts = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < n.rank(); i++) {
      int length = n.x().shape().dim(i);
      boolean given = i < axes;
      boolean single = given && (all[4] >> i & 1) == 1;
      int start = !given || (all[0] >> i & 1) == 1 ? 0 : bound(all[5 + i], length);
      int end = single
          ? start + 1
          : !given || (all[2] >> i & 1) == 1 ? length : bound(all[5 + axes + i], length);
      int step = given && !single ? all[5 + 2 * axes + i] : 1;
      if (step < 1) {
        throw n.refusal("steps backwards");
      }
      starts.add(start);
      ends.add(end);
      steps.add(step);
      if (!single) {
        dims.add(Math.ceilDiv(Math.max(0, end - start), step));
      }
    }
    return a.reshape(a.rearrange(new Structure.Slice(starts, ends, steps), n.x()), shape(dims));
  }

  private static int bound(int at, int length) {
    return Math.clamp(at < 0 ? at + length : at, 0, length);
  }

  /** By indices that the graph determines, as arguments or as an operand. */
  private static SdValue gather(SdAlgebra a, SdNode n) {
    int[] all = n.integers();
    int axis = n.axis(n.integer(0, 0));
    int length = n.x().shape().dim(axis);
    int[] indices = n.has(1) ? n.known(1) : Arrays.copyOfRange(all, 1, all.length);
    SdValue picked = Indexing.gather(a, n.x(), axis,
        Arrays.stream(indices).map(i -> i < 0 ? i + length : i).toArray());
    if (!n.has(1)) {
      return picked;
    }
    List<Integer> dims = dims(n.x().shape());
    dims.subList(axis, axis + 1).clear();
    dims.addAll(axis, dims(n.x(1).shape()));
    return a.reshape(picked, shape(dims));
  }

  private static List<Integer> dims(Shape shape) {
    return new ArrayList<>(Arrays.stream(shape.dims()).boxed().toList());
  }

  private static Shape shape(List<Integer> dims) {
    return Shape.of(dims.stream().mapToInt(i -> i).toArray());
  }
}
