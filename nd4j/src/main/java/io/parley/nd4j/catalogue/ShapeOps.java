package io.parley.nd4j.catalogue;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.formulas.Indexing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** What moves elements, and what only looks at shapes. */
final class ShapeOps {
  private static final Operand X = Operand.of(-4, 4, 6, 5);

  private ShapeOps() {}

  static void list(SupportTable t) {
    t.kind(Kind.SHAPE);
    joins(t);
    shapes(t);
    picks(t);
    rows(t);
  }

  private static void joins(SupportTable t) {
    List<Object> pair = List.of(0, List.of(X, X));
    t.calls("Structure.Concat", "the axis is as long as all together", (a, in) -> List.of(a.concat(in.axis(),
        in.tensors())), pair, "NDBase.concat", "Nd4j.concat", "Nd4j.specialConcat");
    t.calls("Structure.Concat", "one axis more", (a, in) -> List.of(stacked(a, in, in.integer(0))), pair,
        "NDBase.stack", "Nd4j.stack");
    List<Object> rows = List.of(List.of(X, X));
    t.calls("Structure.Concat", "the first axis is as long as all together",
        (a, in) -> List.of(in.shape(0).rank() == 1 ? stacked(a, in, 0) : a.concat(0, in.tensors())), rows,
        "Nd4j.vstack");
    t.calls("Structure.Concat", "the second axis is as long as all together",
        (a, in) -> List.of(a.concat(in.shape(0).rank() == 1 ? 0 : 1, in.tensors())), rows, "Nd4j.hstack");
    t.calls("Structure.Concat", "one axis more", (a, in) -> List.of(stacked(a, in, 0)), rows, "Nd4j.pile");
    t.calls("Structure.Concat", "the number of all elements",
        (a, in) -> List.of(a.concat(0, in.tensors().stream().map(x -> flat(a, x)).toList())), rows,
        "Nd4j.toFlattened");
    t.calls("Structure.Slice", "an equal part of the axis each", (a, in) -> {
      int axis = Arguments.counted(in.integer(1), in.shape(0).rank());
      int length = in.shape(0).dim(axis) / in.integer(0);
      return parts(in.integer(0), i -> a.slice(in.x(), axis, i * length, (i + 1) * length));
    }, List.of(X, 2, 0), "NDBase.split");
    t.calls("Structure.Slice", "one axis less each",
        (a, in) -> parts(in.integer(1), i -> at(a, in.x(), in.axis(), i, false)),
        List.of(Operand.of(-4, 4, 2, 5), 0, 2), "NDBase.unstack");
  }

  private static List<Integer> parts(int count, IntFunction<Integer> part) {
    return IntStream.range(0, count).mapToObj(part).toList();
  }

  private static Integer stacked(Algebra<Integer> a, Arguments in, int axis) {
    int at = Arguments.counted(axis, in.shape(0).rank() + 1);
    return a.concat(at, in.tensors().stream().map(x -> a.reshape(x, with(a.shape(x), at))).toList());
  }

  /** With an axis of length 1 more. */
  private static int[] with(Shape shape, int axis) {
    List<Integer> dims = new ArrayList<>(Arrays.stream(shape.dims()).boxed().toList());
    dims.add(axis, 1);
    return dims.stream().mapToInt(d -> d).toArray();
  }

  private static Integer without(Algebra<Integer> a, Integer x, IntPredicate axis) {
    Shape shape = a.shape(x);
    return a.reshape(x, IntStream.range(0, shape.rank()).filter(axis.negate()).map(shape::dim).toArray());
  }

  private static Integer flat(Algebra<Integer> a, Integer x) {
    return a.reshape(x, a.shape(x).size());
  }

  /** One place of an axis, which is dropped or kept. */
  private static Integer at(Algebra<Integer> a, Integer x, int axis, int i, boolean keep) {
    Integer kept = a.slice(x, axis, i, i + 1);
    return keep ? kept : without(a, kept, d -> d == axis);
  }

  private static void shapes(SupportTable t) {
    String given = "as given";
    t.call("Structure.Reshape", given, (a, in) -> a.reshape(in.x(), in.ints(0)), List.of(X, new int[]{3, 10}),
        "NDBase.reshape", "INDArray.reshape");
    t.unary("Structure.Reshape", "one axis", X, ShapeOps::flat, "INDArray.ravel");
    t.call("Structure.Reshape", "an axis of length 1 more", (a, in) -> a.reshape(in.x(),
        with(in.shape(0), Arguments.counted(in.integer(0), in.shape(0).rank() + 1))), List.of(X, 1),
        "NDBase.expandDims", "Nd4j.expandDims");
    t.call("Structure.Reshape", "without the axis", (a, in) -> {
      int axis = in.axis();
      return without(a, in.x(), d -> d == axis);
    }, List.of(Operand.of(-4, 4, 6, 1), 1), "NDBase.squeeze", "Nd4j.squeeze");
    t.unary("Structure.Reshape", "without axes of length 1", Operand.of(-4, 4, 6, 1, 5),
        (a, x) -> without(a, x, d -> a.shape(x).dim(d) == 1), "Nd4j.stripOnes");
    t.unary("Structure.Transpose", "axes turned around", X, (a, x) -> a.transpose(x, List.copyOf(
        axes(a.shape(x).rank()).reversed())), "NDBase.transpose", "INDArray.transpose", "INDArray.transposei");
    t.call("Structure.Transpose", "axes as given", (a, in) -> a.transpose(in.x(), in.axes()),
        List.of(X, new int[]{1, 0}), "NDBase.permute", "INDArray.permute", "INDArray.permutei");
    t.call("Structure.Transpose", "axes exchanged", (a, in) -> {
      List<Integer> swapped = axes(in.shape(0).rank());
      Collections.swap(swapped, in.integer(0), in.integer(1));
      return a.transpose(in.x(), swapped);
    }, List.of(X, 0, 1), "INDArray.swapAxes");
    t.call("Structure.Transpose", "the axis comes first", (a, in) -> {
      List<Integer> turned = axes(in.shape(0).rank());
      Collections.rotate(turned.subList(0, in.axis() + 1), 1);
      return a.transpose(in.x(), turned);
    }, List.of(X, 1), "Nd4j.rollAxis");
    t.call("Structure.Broadcast", given, (a, in) -> a.broadcast(in.x(), Shape.of(in.ints(0))),
        List.of(Operand.of(-4, 4, 1, 5), new int[]{6, 5}), "INDArray.broadcast");
    t.call("Structure.Concat", "longer by the factors", ShapeOps::tiled, List.of(X, new int[]{2, 2}), "NDBase.tile",
        "Nd4j.tile", "INDArray.repmat");
    t.unary("nothing to do", SupportTable.SAME, X, (a, x) -> a.add(x, 0), "NDBase.identity", "INDArray.dup",
        "Transforms.identity", "INDArray.detach", "INDArray.unsafeDuplication");
    t.call("nothing to do", "as y", (a, in) -> a.add(in.tensor(1), 0), List.of(X, X), "INDArray.assign");
    String shape = "shapes are public";
    t.publicly(shape, "NDBase", "rank shape size sizeAt");
    t.publicly(shape, "Nd4j", "shape");
    t.publicly(shape, "INDArray", "columns rows rank shape size length slices equalShapes isColumnVector "
        + "isColumnVectorOrScalar isEmpty isMatrix isRowVector isRowVectorOrScalar isScalar isSquare isVector "
        + "isVectorOrScalar getLeadingOnes getTrailingOnes tensorsAlongDimension vectorsAlongDimension");
    String constant = "a constant of the plan";
    t.publicly(constant, "NDBase", "create fill linspace onesLike range sequenceMask zerosLike minMax");
    t.publicly(constant, "Nd4j", "arange create createFromArray empty linspace ones onesLike scalar valueArrayOf zeros "
        + "zerosLike createUninitialized createUninitializedDetached meshgrid");
    t.publicly(constant, "NDMath", "meshgrid");
    t.publicly(constant, "INDArray", "like ulike");
  }

  private static List<Integer> axes(int rank) {
    return new ArrayList<>(IntStream.range(0, rank).boxed().toList());
  }

  private static Integer tiled(Algebra<Integer> a, Arguments in) {
    int[] factors = in.ints(0);
    if (factors.length != in.shape(0).rank()) {
      throw new BadRequestException("Factors " + Arrays.toString(factors) + " do not fit shape " + in.shape(0)
          + "; give one for each axis");
    }
    Integer x = in.x();
    for (int axis = 0; axis < factors.length; axis++) {
      x = a.concat(axis, Collections.nCopies(factors[axis], x));
    }
    return x;
  }

  private static void picks(SupportTable t) {
    String given = "as given";
    t.call("Structure.Slice", given, (a, in) -> {
      int[] begin = in.ints(0);
      int[] size = in.ints(1);
      return sliced(a, in.x(), begin, i -> begin[i] + size[i], _ -> 1);
    }, List.of(X, new int[]{1, 2}, new int[]{3, 2}), "NDBase.slice");
    t.call("Structure.Slice", given, (a, in) -> {
      int[] end = in.ints(1);
      int[] strides = in.ints(2);
      return sliced(a, in.x(), in.ints(0), i -> end[i], i -> strides[i]);
    }, List.of(X, new int[]{1, 0}, new int[]{6, 4}, new int[]{2, 3}), "NDBase.stridedSlice");
    t.call("Indexing.gather", given,
        (a, in) -> Indexing.gather(a, in.x(), Arguments.counted(in.integer(0), in.shape(0).rank()), in.ints(0)),
        List.of(X, new int[]{3, 0, 3}, 1), "NDBase.gather");
    t.call("Indexing.gather", given, (a, in) -> {
      if (in.integer(0) != 1) {
        throw new BadRequestException("Rows are along dimension 1; transpose the matrix");
      }
      return Indexing.gather(a, in.x(), 0, in.ints(0));
    }, List.of(X, 1, new int[]{3, 0, 3}), "Nd4j.pullRows");
    t.call("Indexing.flip", SupportTable.SAME, (a, in) -> {
      Integer x = in.x();
      for (int axis : in.axes()) {
        x = Indexing.flip(a, x, axis);
      }
      return x;
    }, List.of(X, new int[]{1}), "NDBase.reverse");
    t.unary("Indexing.flip", SupportTable.SAME, Operand.vector(-4, 4),
        (a, x) -> a.reshape(Indexing.flip(a, flat(a, x), 0), a.shape(x)), "Nd4j.reverse", "Transforms.reverse");
    t.call("Indexing.oneHot", "one axis more", ShapeOps::oneHot,
        List.of(Operand.of(0, 3, 6).index(), 4, -1, 1.0, 0.0), "NDBase.oneHot");
  }

  private static Integer oneHot(Algebra<Integer> a, Arguments in) {
    int rank = in.shape(0).rank() + 1;
    List<Integer> order = axes(rank);
    order.add(Arguments.counted(in.integer(1), rank), order.removeLast());
    double on = in.number(0, 1);
    double off = in.number(1, 0);
    Integer hot = a.transpose(Indexing.oneHot(a, in.x(), in.integer(0)), order);
    return on == 1 && off == 0 ? hot : a.add(a.mul(hot, on - off), off);
  }

  private static Integer sliced(Algebra<Integer> a, Integer x, int[] begin, IntUnaryOperator end,
      IntUnaryOperator step) {
    Integer rest = x;
    for (int axis = 0; axis < begin.length; axis++) {
      rest = a.slice(rest, axis, begin[axis], end.applyAsInt(axis), step.applyAsInt(axis));
    }
    return rest;
  }

  private static void rows(SupportTable t) {
    t.call("Structure.Slice", "a row", (a, in) -> at(a, in.x(), 0, in.integer(0), in.flag(0, false)), List.of(X, 2),
        "INDArray.getRow");
    t.call("Structure.Slice", "without the axis",
        (a, in) -> at(a, in.x(), Arguments.counted(in.integer(1, 0), in.shape(0).rank()), in.integer(0), false),
        List.of(X, 2), "INDArray.slice");
    t.call("Structure.Slice", "a column", (a, in) -> at(a, in.x(), 1, in.integer(0), in.flag(0, false)),
        List.of(X, 2), "INDArray.getColumn");
    t.call("Indexing.gather", "the rows given", (a, in) -> Indexing.gather(a, in.x(), 0, in.ints(0)),
        List.of(X, new int[]{3, 1}), "INDArray.getRows");
    t.call("Indexing.gather", "the columns given", (a, in) -> Indexing.gather(a, in.x(), 1, in.ints(0)),
        List.of(X, new int[]{3, 1}), "INDArray.getColumns");
  }
}
