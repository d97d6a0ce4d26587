package io.parley.plan.catalogue;

import io.parley.crypto.Shape;
import io.parley.plan.Function;
import io.parley.plan.Values;
import io.parley.plan.formulas.Algebra;
import io.parley.plan.formulas.Elimination;
import java.util.List;
import java.util.function.IntBinaryOperator;

/** Matrices: products, parts, systems of equations. */
final class LinearAlgebraOps {
  private static final int SIDE = 5;
  private static final Operand SQUARE = Operand.of(-3, 3, SIDE, SIDE);
  private static final Operand DEFINITE = Operand.of(-1, 1, SIDE, SIDE).definite();

  private LinearAlgebraOps() {}

  static void list(Table t) {
    t.kind(Kind.LINEAR_ALGEBRA);
    products(t);
    parts(t);
    systems(t);
    String factors = "its result is found by iteration until it converges, and when it does is a secret";
    t.unsupported(factors, "NDLinalg", "eig svd");
    t.unsupported(
        "it exchanges rows, and which it does is a secret; use cholesky where the matrix is positive definite",
        "NDLinalg", "lu");
    t.unsupported("its result is not unique up to signs; use cholesky and triangularSolve", "NDLinalg", "qr");
    t.unsupported("it takes lists of arrays; multiply the pairs by mmul", "NDBase", "batchMmul");
    t.publicly("a constant of the plan", "NDLinalg", "tri");
    t.publicly("a constant of the plan", "NDMath", "eye");
    t.publicly("a constant of the plan", "Nd4j", "tri eye");
  }

  private static void products(Table t) {
    Operand x = Operand.matrix(-3, 3);
    Operand y = Operand.of(-3, 3, 5, 4);
    t.binary("Op.Product", "m×k and k×n give m×n", x, y, Algebra::matmul, "INDArray.mmul", "NDBase.mmul",
        "NDLinalg.mmul", "NDLinalg.matmul", "Nd4j.matmul");
    t.calls("Op.Product", "m×k and k×n give m×n", (a, in) -> List.of(a.matmul(in.get(0), in.get(1))),
        List.of(x, y, false, false), "Nd4j.gemm");
    t.binary("Op.Product", "as x", x, Operand.of(-3, 3, 5, 5), Algebra::matmul, "INDArray.mmuli");
    t.calls("Op.Product", "the axes that are left", (a, in) -> List.of(a.matmul(in.get(0), in.get(1))),
        List.of(x, y, new int[]{1}, new int[]{0}), "NDBase.tensorMmul");
    t.calls("Op.Product", "the axes that are left", (a, in) -> List.of(a.matmul(in.get(0), in.get(1))),
        List.of(x, y, new int[][]{{1}, {0}}), "Nd4j.tensorMmul");
    Operand vectors = new Operand(n -> Shape.of(Math.max(1, n / 3), 3), Operand.Content.REAL, -3, 3, true);
    t.binary("x₁·y₂ − x₂·y₁, …", "as x, of vectors in space", vectors, vectors, LinearAlgebraOps::cross,
        "NDMath.cross", "NDLinalg.cross", "Transforms.cross");
    t.call("Op.Product", "as x", (a, x1) -> a.matmul(a.matmul(x1, x1), x1), List.of(Operand.of(-2, 2, 4, 4), 3),
        "Transforms.mpow");
  }

  private static Integer cross(Algebra<Integer> a, Integer x, Integer y) {
    Integer left = a.mul(turned(a, x), turned(a, turned(a, y)));
    return a.sub(left, a.mul(turned(a, turned(a, x)), turned(a, y)));
  }

  /** The components 2, 3 and 1. */
  private static Integer turned(Algebra<Integer> a, Integer x) {
    int last = a.shape(x).rank() - 1;
    return a.concat(last, List.of(a.slice(x, last, 1, 3, 1), a.slice(x, last, 0, 1, 1)));
  }

  private static void parts(Table t) {
    Operand vector = Operand.of(-3, 3, SIDE);
    t.unary("Op.Product with a constant", "n gives n×n", vector, LinearAlgebraOps::diagonal, "Nd4j.diag");
    t.unary("Op.Product with a constant", "n×n gives n", SQUARE,
        (a, x) -> a.sum(a.mul(x, where(a, (i, j) -> i - j)), List.of(1), false), "NDMath.diagPart",
        "NDLinalg.diag_part");
    t.unary("Op.Product with a constant", "one number", SQUARE,
        (a, x) -> a.sum(a.mul(x, where(a, (i, j) -> i - j)), List.of(0, 1), false), "NDMath.trace");
    t.calls("Op.Product with a constant", "as x", (a, in) -> List.of(a.add(diagonal(a, in.get(1)),
        a.mul(in.get(0), a.sub(1, where(a, (i, j) -> i - j))))), List.of(SQUARE, vector), "NDMath.setDiag");
    t.call("Op.Product with a constant", "as x", (a, x) -> a.mul(x, where(a, (i, j) -> i - j > 1 || j - i > 2 ? 1 : 0)),
        List.of(SQUARE, 1, 2), "NDLinalg.matrixBandPart");
    t.call("Op.Product with a constant", "as x", (a, x) -> a.mul(x, where(a, (i, j) -> j - i < 1 ? 1 : 0)),
        List.of(SQUARE, 1), "NDLinalg.triu");
    t.unsupported("ND4J's own keeps other diagonals than it says; use NDLinalg.triu", "Nd4j", "triu");
    t.unsupported("ND4J's own fails; use Nd4j.diag", "NDMath", "diag");
    t.unsupported("ND4J's own fails; use Nd4j.diag", "NDLinalg", "diag");
  }

  private static Integer diagonal(Algebra<Integer> a, Integer x) {
    return a.mul(a.reshape(x, Shape.of(SIDE, 1)), where(a, (i, j) -> i - j));
  }

  /** 1 where the function of row and column is 0. */
  private static Integer where(Algebra<Integer> a, IntBinaryOperator of) {
    double[] data = new double[SIDE * SIDE];
    for (int i = 0; i < data.length; i++) {
      data[i] = of.applyAsInt(i / SIDE, i % SIDE) == 0 ? 1 : 0;
    }
    return a.constant(Values.of(Shape.of(SIDE, SIDE), data));
  }

  private static void systems(Table t) {
    Operand right = Operand.of(-3, 3, SIDE, 2);
    t.unary("Elimination.cholesky", "as x, positive definite", DEFINITE, Elimination::cholesky, "NDLinalg.cholesky");
    t.unary("Elimination.inverse", "as x, positive definite", DEFINITE, Elimination::inverse, "NDMath.matrixInverse",
        "NDLinalg.matrixInverse");
    t.secret(new Recipe("Elimination.pivots", "one number", List.of(DEFINITE), (a, in) -> {
      Integer pivots = Elimination.pivots(a, in.getFirst());
      Integer product = a.slice(pivots, 0, 0, 1, 1);
      for (int i = 1; i < SIDE; i++) {
        product = a.mul(product, a.slice(pivots, 0, i, i + 1, 1));
      }
      return List.of(a.reshape(product, Shape.of()));
    }, 1.0 / 64), "NDMath.matrixDeterminant", "NDLinalg.matrixDeterminant");
    t.unary("Elimination.pivots", "one number", DEFINITE,
        (a, x) -> a.sum(a.apply(Function.LOG, Elimination.pivots(a, x)), List.of(0, 1), false), "NDLinalg.logdet");
    t.binary("Elimination.solve", "as y; x is positive definite", DEFINITE, right, Elimination::solve,
        "NDLinalg.solve");
    t.calls("Elimination.solve", "as y; x is lower triangular", (a, in) -> {
      Integer lower = a.mul(in.get(0), where(a, (i, j) -> j > i ? 1 : 0));
      return List.of(Elimination.solve(a, lower, in.get(1)));
    }, List.of(DEFINITE, right, true, false), "NDLinalg.triangularSolve");
    t.calls("Elimination.solve of xᵀx + λ", "k×n for x of m×k, y of m×n", (a, in) -> {
      Integer across = a.transpose(in.get(0), List.of(1, 0));
      Integer ridge = a.mul(where(a, (i, j) -> i - j), 0.5);
      return List.of(Elimination.solve(a, a.add(a.matmul(across, in.get(0)), ridge), a.matmul(across, in.get(1))));
    }, List.of(Operand.of(-2, 2, 8, SIDE), Operand.of(-3, 3, 8, 2), 0.5), "NDLinalg.lstsq");
  }
}
