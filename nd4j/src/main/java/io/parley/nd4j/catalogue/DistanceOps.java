package io.parley.nd4j.catalogue;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.formulas.Comparisons;
import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Reductions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How near two tensors are. */
final class DistanceOps {
  private static final int[] AXIS = {1};

  private interface Along {
    Integer of(Algebra<Integer> algebra, Integer x, Integer y, List<Integer> axes, boolean keep);
  }

  private DistanceOps() {}

  static void list(SupportTable t) {
    t.kind(Kind.REDUCTION);
    both(t, "√Σ(x − y)²", -3, 3, DistanceOps::euclidean, "NDMath.euclideanDistance",
        "Transforms.euclideanDistance", "INDArray.distance2");
    both(t, "Σ|x − y|", -3, 3, (a, x, y, axes, keep) -> Reductions.l1(a, a.sub(x, y), axes, keep),
        "NDMath.manhattanDistance", "Transforms.manhattanDistance", "INDArray.distance1");
    both(t, "Σ(x − y)²", -3, 3, (a, x, y, axes, keep) -> Reductions.sumSquare(a, a.sub(x, y), axes, keep), null,
        "INDArray.squaredDistance");
    both(t, "Reductions.cosineSimilarity", 0.25, 3, Reductions::cosineSimilarity, "NDMath.cosineSimilarity",
        "Transforms.cosineSim");
    both(t, "1 − Reductions.cosineSimilarity", 0.25, 3, (a, x, y, axes, keep) -> a.sub(1,
        Reductions.cosineSimilarity(a, x, y, axes, keep)),
        "NDMath.cosineDistance", "Transforms.cosineDistance");
    both(t, "1 − Σ min(x, y)/Σ max(x, y)", 0.25, 3, DistanceOps::jaccard, "NDMath.jaccardDistance",
        "Transforms.jaccardDistance");
    both(t, "Σx·y", -3, 3, (a, x, y, axes, keep) -> a.sum(a.mul(x, y), axes, keep), "NDBase.dot", "Transforms.dot");
    Operand whole = Operand.matrix(-1, 1).whole();
    t.calls("Comparisons.notEqual", "without the axes",
        (a, in) -> List.of(differing(a, in.get(0), in.get(1), in.axes())),
        List.of(whole, whole, AXIS), "NDMath.hammingDistance");
    Operand wholes = Operand.vector(-1, 1).whole();
    t.calls("Comparisons.notEqual", "one number", (a, in) -> List.of(differing(a, flat(a, in.get(0)),
        flat(a, in.get(1)), List.of(0))), List.of(wholes, wholes),
        "Transforms.hammingDistance");
    pairs(t, "√Σ(x − y)²", -3, DistanceOps::euclidean, "Transforms.allEuclideanDistances");
    pairs(t, "Σ|x − y|", -3, (a, x, y, axes, keep) -> Reductions.l1(a, a.sub(x, y), axes, keep),
        "Transforms.allManhattanDistances");
    pairs(t, "Reductions.cosineSimilarity", 0.25, Reductions::cosineSimilarity, "Transforms.allCosineSimilarities");
    pairs(t, "1 − Reductions.cosineSimilarity", 0.25, (a, x, y, axes, keep) -> a.sub(1,
        Reductions.cosineSimilarity(a, x, y, axes, keep)),
        "Transforms.allCosineDistances");
  }

  /** An op along axis 1 of matrices, if there is one, and ops on all elements. */
  private static void both(SupportTable t, String formula, double low, double high, Along of,
      @Nullable String along, String... all) {
    if (along != null) {
      t.calls(formula, "without the axes", (a, in) -> List.of(of.of(a, in.get(0), in.get(1), in.axes(), false)),
          List.of(Operand.matrix(low, high), Operand.matrix(low, high), AXIS), along);
    }
    t.binary(formula, "one number", Operand.vector(low, high), Operand.vector(low, high),
        (a, x, y) -> of.of(a, flat(a, x), flat(a, y), List.of(0), false), all);
  }

  private static Integer flat(Algebra<Integer> a, Integer x) {
    return a.reshape(x, a.shape(x).size());
  }

  /** Of each row of x and each of y. */
  private static void pairs(SupportTable t, String formula, double low, Along of, String op) {
    t.calls(formula, "a row for each of x, a column for each of y", (a, in) -> {
      if (in.axis() != 1) {
        throw new BadRequestException("Distances of all pairs are of rows, along axis 1; transpose the matrices");
      }
      Shape x = a.shape(in.get(0));
      Shape y = a.shape(in.get(1));
      return List.of(of.of(a, a.reshape(in.get(0), Shape.of(x.dim(0), 1, x.dim(1))),
          a.reshape(in.get(1), Shape.of(1, y.dim(0), y.dim(1))), List.of(2), false));
    }, List.of(Operand.matrix(low, 3), Operand.of(low, 3, 3, 5), AXIS), op);
  }

  private static Integer euclidean(Algebra<Integer> a, Integer x, Integer y, List<Integer> axes, boolean keep) {
    return Reductions.l2(a, a.sub(x, y), axes, keep);
  }

  private static Integer jaccard(Algebra<Integer> a, Integer x, Integer y, List<Integer> axes, boolean keep) {
    Integer most = a.max(x, y);
    Integer least = a.sub(a.add(x, y), most);
    return a.sub(1, Elementwise.div(a, a.sum(least, axes, keep), a.sum(most, axes, keep)));
  }

  private static Integer differing(Algebra<Integer> a, Integer x, Integer y, List<Integer> axes) {
    return Reductions.mean(a, a.number(Comparisons.notEqual(a, x, y)), axes, false);
  }
}
