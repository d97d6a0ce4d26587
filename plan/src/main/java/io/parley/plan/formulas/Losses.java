package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far what a model says is from what is true. Of elements, where a weight for each is a product with the losses that
 * {@link Reduction#NONE} leaves; or of rows along an axis, which has a class at each index.
 */
public final class Losses {
  private Losses() {}

  /** (x − target)²: one square. */
  public static <V> V squaredError(Algebra<V> a, V x, V target, Reduction reduction) {
    return a.apply(new SquaredError(reduction), List.of(x, target));
  }

  /** |x − target|: one comparison and a mask. */
  public static <V> V absoluteError(Algebra<V> a, V x, V target, Reduction reduction) {
    return a.apply(new AbsoluteError(reduction), List.of(x, target));
  }

  /** Half the square of a distance up to delta, from there on straight. */
  public static <V> V huber(Algebra<V> a, V x, V target, double delta, Reduction reduction) {
    return a.apply(new Huber(delta, reduction), List.of(x, target));
  }

  /** max(0, 1 − x·target), for targets −1 and 1. */
  public static <V> V hinge(Algebra<V> a, V x, V target, Reduction reduction) {
    return a.apply(new Hinge(reduction), List.of(x, target));
  }

  /** −target·ln x − (1 − target)·ln(1 − x) of probabilities: two logarithms at a time. */
  public static <V> V binaryCrossEntropy(Algebra<V> a, V x, V target, Reduction reduction) {
    return a.apply(new BinaryCrossEntropy(reduction), List.of(x, target));
  }

  /** The same of sigmoid(x), in one function. */
  public static <V> V sigmoidCrossEntropy(Algebra<V> a, V x, V target, Reduction reduction) {
    return a.apply(new SigmoidCrossEntropy(reduction), List.of(x, target));
  }

  /** −Σ target·ln softmax(x) along an axis. */
  public static <V> V crossEntropy(Algebra<V> a, V x, V target, int axis, LossTarget kind, Reduction reduction) {
    return a.apply(new CrossEntropy(axis, kind, reduction), List.of(x, target));
  }

  /** Of classes, each with a weight. */
  public static <V> V crossEntropy(Algebra<V> a, V x, V classes, V weights, int axis, Reduction reduction) {
    return a.apply(new WeightedCrossEntropy(axis, reduction), List.of(x, classes, weights));
  }

  /** Minus the element at the class, of logarithms along an axis. */
  public static <V> V negativeLogLikelihood(Algebra<V> a, V logs, V classes, int axis, Reduction reduction) {
    return a.apply(new NegativeLogLikelihood(axis, reduction), List.of(logs, classes));
  }

  /** Of classes, each with a weight. */
  public static <V> V negativeLogLikelihood(Algebra<V> a, V logs, V classes, V weights, int axis,
      Reduction reduction) {
    return a.apply(new WeightedNegativeLogLikelihood(axis, reduction), List.of(logs, classes, weights));
  }

  /** Of two tensors of one shape. */
  static TensorType elementwise(Operands in, Reduction reduction) {
    in.reals(2);
    in.require(in.shape(0).equals(in.shape(1)), "losses do not broadcast; give both the same shape");
    return typed(in, in.shape(0), reduction);
  }

  /** Of scores with classes along an axis, and a class for each row. */
  static TensorType classes(Operands in, int operands, int axis, Reduction reduction) {
    in.reals(operands).axis(axis);
    Shape rows = rows(in.shape(0), axis);
    in.require(in.shape(1).equals(rows), "operand 2 needs shape " + rows + ", a class for each row along axis " + axis);
    // The expansion compares each class with the bounds of all.
    in.elements((long) rows.size() * (in.shape(0).dim(axis) + 1L));
    return typed(in, rows, reduction);
  }

  /** Of scores as {@link #classes} with a weight for each class. */
  static TensorType weighted(Operands in, int axis, Reduction reduction) {
    TensorType type = classes(in, 3, axis, reduction);
    Shape weights = Shape.of(in.shape(0).dim(axis));
    in.require(in.shape(2).equals(weights), "operand 3 needs shape " + weights + ", a weight for each class");
    return type;
  }

  /** What losses of that shape become. */
  static TensorType typed(Operands in, Shape losses, Reduction reduction) {
    in.require(reduction != Reduction.MEAN || losses.size() > 0, "no losses have no mean; an axis is empty");
    return in.number(reduction == Reduction.NONE ? losses : Shape.of());
  }

  static Shape rows(Shape scores, int axis) {
    return Shape.of(IntStream.range(0, scores.rank()).filter(i -> i != axis).map(scores::dim).toArray());
  }

  static <V> V reduced(Algebra<V> a, V losses, Reduction reduction) {
    List<Integer> all = Axes.all(a.shape(losses));
    return switch (reduction) {
      case MEAN -> Reductions.mean(a, losses, all, false);
      case SUM -> a.sum(losses, all, false);
      case NONE -> losses;
    };
  }

  /** 1 at each class along the axis of the scores, else 0. */
  private static <V> V hot(Algebra<V> a, V scores, V classes, int axis) {
    int last = a.shape(scores).rank() - 1;
    List<Integer> back = new ArrayList<>(IntStream.range(0, last).boxed().toList());
    back.add(axis, last);
    return a.transpose(Indexing.oneHot(a, classes, a.shape(scores).dim(axis)), back);
  }

  /** −log at each class; 0 for what is no class. */
  static <V> V likelihood(Algebra<V> a, V logs, V classes, int axis, Reduction reduction) {
    V each = a.sum(a.mul(logs, hot(a, logs, classes, axis)), List.of(axis), false);
    return reduced(a, a.negate(each), reduction);
  }

  /** Likewise, with the weight of each class; the mean is the sum over that of the weights. */
  static <V> V likelihood(Algebra<V> a, V logs, V classes, V weights, int axis, Reduction reduction) {
    Shape shape = a.shape(logs);
    int[] along = shape.dims();
    java.util.Arrays.setAll(along, i -> i == axis ? shape.dim(axis) : 1);
    V weighted = a.mul(hot(a, logs, classes, axis), a.reshape(weights, along));
    V losses = a.negate(a.sum(a.mul(logs, weighted), List.of(axis), false));
    return reduction == Reduction.MEAN
        ? Elementwise.div(a, reduced(a, losses, reduction),
            reduced(a, a.sum(weighted, List.of(axis), false), reduction))
        : reduced(a, losses, reduction);
  }
}
