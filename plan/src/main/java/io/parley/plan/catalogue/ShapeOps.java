package io.parley.plan.catalogue;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import io.parley.plan.formulas.Algebra;
import io.parley.plan.formulas.Indexing;
import java.util.List;

/** What moves elements, and what only looks at shapes. */
final class ShapeOps {
  private static final Operand X = Operand.of(-4, 4, 6, 5);
  private static final List<Integer> SWAP = List.of(1, 0);

  private ShapeOps() {}

  static void list(Table t) {
    t.kind(Kind.SHAPE);
    joins(t);
    shapes(t);
    picks(t);
    rows(t);
  }

  private static void joins(Table t) {
    List<Object> pair = List.of(0, List.of(X, X));
    t.calls("Structure.Concat", "the axis is as long as all together", (a, in) -> List.of(a.concat(0, in)), pair,
        "NDBase.concat", "Nd4j.concat", "Nd4j.specialConcat");
    t.calls("Structure.Concat", "one axis more", (a, in) -> List.of(stacked(a, in)), pair, "NDBase.stack",
        "Nd4j.stack");
    List<Object> rows = List.of(List.of(X, X));
    t.calls("Structure.Concat", "the first axis is as long as all together", (a, in) -> List.of(a.concat(0, in)), rows,
        "Nd4j.vstack");
    t.calls("Structure.Concat", "the second axis is as long as all together", (a, in) -> List.of(a.concat(1, in)), rows,
        "Nd4j.hstack");
    t.calls("Structure.Concat", "one axis more", (a, in) -> List.of(stacked(a, in)), rows, "Nd4j.pile");
    t.calls("Structure.Concat", "the number of all elements",
        (a, in) -> List.of(a.concat(0, in.stream().map(x -> flat(a, x)).toList())), rows, "Nd4j.toFlattened");
    t.calls("Structure.Slice", "an equal part of the axis each",
        (a, in) -> List.of(a.slice(in.getFirst(), 0, 0, 3, 1), a.slice(in.getFirst(), 0, 3, 6, 1)), List.of(X, 2, 0),
        "NDBase.split");
    t.calls("Structure.Slice", "one axis less each",
        (a, in) -> List.of(row(a, in.getFirst(), 0), row(a, in.getFirst(), 1)),
        List.of(Operand.of(-4, 4, 2, 5), 0, 2), "NDBase.unstack");
  }

  private static Integer stacked(Algebra<Integer> a, List<Integer> in) {
    return a.concat(0, in.stream().map(x -> a.reshape(x, Shape.of(1, 6, 5))).toList());
  }

  private static Integer flat(Algebra<Integer> a, Integer x) {
    return a.reshape(x, Shape.of(a.shape(x).size()));
  }

  private static Integer row(Algebra<Integer> a, Integer x, int i) {
    return a.reshape(a.slice(x, 0, i, i + 1, 1), Shape.of(a.shape(x).dim(1)));
  }

  private static Integer column(Algebra<Integer> a, Integer x, int i) {
    return a.reshape(a.slice(x, 1, i, i + 1, 1), Shape.of(a.shape(x).dim(0)));
  }

  private static void shapes(Table t) {
    String given = "as given";
    t.call("Structure.Reshape", given, (a, x) -> a.reshape(x, Shape.of(3, 10)), List.of(X, new int[]{3, 10}),
        "NDBase.reshape", "INDArray.reshape");
    t.unary("Structure.Reshape", "one axis", X, ShapeOps::flat, "INDArray.ravel");
    t.call("Structure.Reshape", "an axis of length 1 more", (a, x) -> a.reshape(x, Shape.of(6, 1, 5)), List.of(X, 1),
        "NDBase.expandDims", "Nd4j.expandDims");
    t.call("Structure.Reshape", "without the axis", (a, x) -> a.reshape(x, Shape.of(6)),
        List.of(Operand.of(-4, 4, 6, 1), 1), "NDBase.squeeze", "Nd4j.squeeze");
    t.unary("Structure.Reshape", "without axes of length 1", Operand.of(-4, 4, 6, 1, 5),
        (a, x) -> a.reshape(x, Shape.of(6, 5)), "Nd4j.stripOnes");
    t.unary("Structure.Transpose", "axes exchanged", X, (a, x) -> a.transpose(x, SWAP), "NDBase.transpose",
        "INDArray.transpose", "INDArray.transposei");
    t.call("Structure.Transpose", "axes as given", (a, x) -> a.transpose(x, SWAP), List.of(X, new int[]{1, 0}),
        "NDBase.permute", "INDArray.permute", "INDArray.permutei");
    t.call("Structure.Transpose", "axes exchanged", (a, x) -> a.transpose(x, SWAP), List.of(X, 0, 1),
        "INDArray.swapAxes");
    t.call("Structure.Transpose", "axes turned", (a, x) -> a.transpose(x, SWAP), List.of(X, 1), "Nd4j.rollAxis");
    t.call("Structure.Broadcast", given, (a, x) -> a.broadcast(x, Shape.of(6, 5)),
        List.of(Operand.of(-4, 4, 1, 5), new int[]{6, 5}), "INDArray.broadcast");
    t.call("Structure.Concat", "longer by the factors",
        (a, x) -> a.concat(1, List.of(a.concat(0, List.of(x, x)), a.concat(0, List.of(x, x)))),
        List.of(X, new int[]{2, 2}), "NDBase.tile", "Nd4j.tile", "INDArray.repmat");
    t.unary("nothing to do", Table.SAME, X, (a, x) -> a.add(x, 0), "NDBase.identity", "INDArray.dup",
        "Transforms.identity", "INDArray.detach", "INDArray.unsafeDuplication");
    t.binary("nothing to do", "as y", X, X, (a, x, y) -> a.add(y, 0), "INDArray.assign");
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

  private static void picks(Table t) {
    String given = "as given";
    t.call("Structure.Slice", given, (a, x) -> a.slice(a.slice(x, 0, 1, 4, 1), 1, 2, 4, 1),
        List.of(X, new int[]{1, 2}, new int[]{3, 2}), "NDBase.slice");
    t.call("Structure.Slice", given, (a, x) -> a.slice(a.slice(x, 0, 1, 6, 2), 1, 0, 4, 3),
        List.of(X, new int[]{1, 0}, new int[]{6, 4}, new int[]{2, 3}), "NDBase.stridedSlice");
    t.call("Indexing.gather", given, (a, x) -> Indexing.gather(a, x, 1, 3, 0, 3), List.of(X, new int[]{3, 0, 3}, 1),
        "NDBase.gather");
    t.call("Indexing.gather", given, (a, x) -> Indexing.gather(a, x, 0, 3, 0, 3), List.of(X, 1, new int[]{3, 0, 3}),
        "Nd4j.pullRows");
    t.call("Indexing.flip", Table.SAME, (a, x) -> Indexing.flip(a, x, 1), List.of(X, new int[]{1}), "NDBase.reverse");
    t.unary("Indexing.flip", Table.SAME, Operand.vector(-4, 4), (a, x) -> Indexing.flip(a, x, 0), "Nd4j.reverse",
        "Transforms.reverse");
    t.call("Indexing.oneHot", "one axis more", (a, x) -> Indexing.oneHot(a, x, 4),
        List.of(Operand.of(0, 3, 6).index(), 4, -1, 1.0, 0.0), "NDBase.oneHot");
  }

  private static void rows(Table t) {
    t.call("Structure.Slice", "a row", (a, x) -> row(a, x, 2), List.of(X, 2), "INDArray.getRow", "INDArray.slice");
    t.call("Structure.Slice", "a column", (a, x) -> column(a, x, 2), List.of(X, 2), "INDArray.getColumn");
    t.call("Indexing.gather", "the rows given", (a, x) -> Indexing.gather(a, x, 0, 3, 1), List.of(X, new int[]{3, 1}),
        "INDArray.getRows");
    t.call("Indexing.gather", "the columns given", (a, x) -> Indexing.gather(a, x, 1, 3, 1),
        List.of(X, new int[]{3, 1}), "INDArray.getColumns");
  }
}
