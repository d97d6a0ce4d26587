package io.parley.nd4j.catalogue;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Function;
import io.parley.plan.Values;
import io.parley.plan.formulas.Elimination;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/** Matrices: products, parts, systems of equations. */
final class LinearAlgebraOps {
  private static final int SIDE = 5;
  private static final Operand SQUARE = Operand.of(-3, 3, SIDE, SIDE);
  private static final Operand DEFINITE = Operand.of(-1, 1, SIDE, SIDE).definite();

  private LinearAlgebraOps() {}

  static void list(SupportTable t) {
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

  private static void products(SupportTable t) {
    Operand x = Operand.matrix(-3, 3);
    Operand y = Operand.of(-3, 3, 5, 4);
    t.binary("Op.Product", "m×k and k×n give m×n", x, y, Algebra::matmul, "INDArray.mmul", "NDBase.mmul",
        "NDLinalg.mmul", "NDLinalg.matmul", "Nd4j.matmul");
    t.calls("Op.Product", "m×k and k×n give m×n", (a, in) -> List.of(a.matmul(turnedIf(a, in.get(0), in.flag(0)),
        turnedIf(a, in.get(1), in.flag(1)))), List.of(x, y, false, false), "Nd4j.gemm");
    t.binary("Op.Product", "as x", x, Operand.of(-3, 3, 5, 5), Algebra::matmul, "INDArray.mmuli");
    t.calls("Op.Product", "the axes that are left", (a, in) -> List.of(contracted(a, in, in.ints(0), in.ints(1))),
        List.of(x, y, new int[]{1}, new int[]{0}), "NDBase.tensorMmul");
    t.calls("Op.Product", "the axes that are left", (a, in) -> {
      int[][] axes = in.of(int[][].class, 0);
      return List.of(contracted(a, in, axes[0], axes[1]));
    }, List.of(x, y, new int[][]{{1}, {0}}), "Nd4j.tensorMmul");
    Operand vectors = new Operand(n -> Shape.of(Math.max(1, n / 3), 3), Operand.Content.REAL, -3, 3, true);
    t.binary("x₁·y₂ − x₂·y₁, …", "as x, of vectors in space", vectors, vectors, LinearAlgebraOps::cross,
        "NDMath.cross", "NDLinalg.cross", "Transforms.cross");
    t.call("Op.Product", "as x", (a, in) -> power(a, in.x(), in.integer(0)), List.of(Operand.of(-2, 2, 4, 4), 3),
        "Transforms.mpow");
  }

  private static Integer power(Algebra<Integer> a, Integer x, int n) {
    if (n < 1) {
      throw new BadRequestException("The power " + n + " of a matrix is not supported; give one from 1 on");
    }
    return n == 1 ? x : a.matmul(power(a, x, n - 1), x);
  }

  private static Integer turnedIf(Algebra<Integer> a, Integer x, boolean turned) {
    return turned ? a.transpose(x, List.of(1, 0)) : x;
  }

  /** The sum over an axis of each: the product of matrices whose rows, and columns, are the other axes. */
  private static Integer contracted(Algebra<Integer> a, Arguments in, int[] ofX, int[] ofY) {
    if (ofX.length != 1 || ofY.length != 1) {
      throw new BadRequestException("A sum over several axes at a time is not supported; reshape them to one");
    }
    Shape x = in.shape(0);
    Shape y = in.shape(1);
    int i = Arguments.counted(ofX[0], x.rank());
    int j = Arguments.counted(ofY[0], y.rank());
    List<Integer> left = new ArrayList<>(IntStream.range(0, x.rank()).filter(k -> k != i).boxed().toList());
    List<Integer> right = new ArrayList<>(IntStream.range(0, y.rank()).filter(k -> k != j).boxed().toList());
    int[] dims = IntStream.concat(left.stream().mapToInt(x::dim), right.stream().mapToInt(y::dim)).toArray();
    left.add(i);
    right.addFirst(j);
    Integer rows = a.reshape(a.transpose(in.get(0), left), x.size() / x.dim(i), x.dim(i));
    Integer columns = a.reshape(a.transpose(in.get(1), right), y.dim(j), y.size() / y.dim(j));
    return a.reshape(a.matmul(rows, columns), dims);
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

  private static void parts(SupportTable t) {
    Operand vector = Operand.of(-3, 3, SIDE);
    t.unary("Op.Product with a constant", "n gives n×n", vector, LinearAlgebraOps::diagonal, "Nd4j.diag");
    t.unary("Op.Product with a constant", "n×n gives n", SQUARE,
        (a, x) -> a.sum(a.mul(x, where(a, side(a, x), (i, j) -> i - j)), List.of(1), false), "NDMath.diagPart",
        "NDLinalg.diag_part");
    t.unary("Op.Product with a constant", "one number", SQUARE,
        (a, x) -> a.sum(a.mul(x, where(a, side(a, x), (i, j) -> i - j)), List.of(0, 1), false), "NDMath.trace");
    t.calls("Op.Product with a constant", "as x", (a, in) -> List.of(a.add(diagonal(a, in.get(1)),
        a.mul(in.get(0), a.sub(1, where(a, side(a, in.x()), (i, j) -> i - j))))), List.of(SQUARE, vector),
        "NDMath.setDiag");
    t.call("Op.Product with a constant", "as x", (a, in) -> {
      int lower = in.integer(0);
      int upper = in.integer(1);
      return a.mul(in.x(), where(a, side(a, in.x()),
          (i, j) -> (lower >= 0 && i - j > lower) || (upper >= 0 && j - i > upper) ? 1 : 0));
    }, List.of(SQUARE, 1, 2), "NDLinalg.matrixBandPart");
    t.call("Op.Product with a constant", "as x", (a, in) -> {
      int first = in.integer(0, 0);
      return a.mul(in.x(), where(a, side(a, in.x()), (i, j) -> j - i < first ? 1 : 0));
    }, List.of(SQUARE, 1), "NDLinalg.triu");
    t.unsupported("ND4J's own keeps other diagonals than it says; use NDLinalg.triu", "Nd4j", "triu");
    t.unsupported("ND4J's own fails; use Nd4j.diag", "NDMath", "diag");
    t.unsupported("ND4J's own fails; use Nd4j.diag", "NDLinalg", "diag");
  }

  private static Integer diagonal(Algebra<Integer> a, Integer x) {
    int side = side(a, x);
    return a.mul(a.reshape(x, side, 1), where(a, side, (i, j) -> i - j));
  }

  /** The length of the axes of a square matrix, or of a vector. */
  private static int side(Algebra<Integer> a, Integer x) {
    Shape shape = a.shape(x);
    if (shape.rank() == 0 || shape.rank() > 2 || shape.dim(0) != shape.dim(shape.rank() - 1)) {
      throw new BadRequestException("Shape " + shape + " is no square matrix and no vector; give one");
    }
    return shape.dim(0);
  }

  /** 1 where the function of row and column is 0. */
  private static Integer where(Algebra<Integer> a, int side, IntBinaryOperator of) {
    double[] data = new double[side * side];
    for (int i = 0; i < data.length; i++) {
      data[i] = of.applyAsInt(i / side, i % side) == 0 ? 1 : 0;
    }
    return a.constant(Values.of(Shape.of(side, side), data));
  }

  private static void systems(SupportTable t) {
    Operand right = Operand.of(-3, 3, SIDE, 2);
    t.unary("Elimination.cholesky", "as x, positive definite", DEFINITE, Elimination::cholesky, "NDLinalg.cholesky");
    t.unary("Elimination.inverse", "as x, positive definite", DEFINITE, Elimination::inverse, "NDMath.matrixInverse",
        "NDLinalg.matrixInverse");
    t.secret(new Recipe("Elimination.pivots", "one number", List.of(DEFINITE), (a, in) -> {
      Integer pivots = Elimination.pivots(a, in.x());
      Integer product = a.slice(pivots, 0, 0, 1, 1);
      for (int i = 1; i < side(a, in.x()); i++) {
        product = a.mul(product, a.slice(pivots, 0, i, i + 1, 1));
      }
      return List.of(a.reshape(product, Shape.of()));
    }, 1.0 / 64), "NDMath.matrixDeterminant", "NDLinalg.matrixDeterminant");
    t.unary("Elimination.pivots", "one number", DEFINITE,
        (a, x) -> a.sum(a.apply(Function.LOG, Elimination.pivots(a, x)), List.of(0, 1), false), "NDLinalg.logdet");
    t.binary("Elimination.solve", "as y; x is positive definite", DEFINITE, right, Elimination::solve,
        "NDLinalg.solve");
    t.calls("Elimination.solve", "as y; x is lower triangular", (a, in) -> {
      if (!in.flag(0) || in.flag(1)) {
        throw new BadRequestException("Upper triangular matrices are not supported; reverse rows, columns and y");
      }
      Integer lower = a.mul(in.get(0), where(a, side(a, in.x()), (i, j) -> j > i ? 1 : 0));
      return List.of(Elimination.solve(a, lower, in.get(1)));
    }, List.of(DEFINITE, right, true, false), "NDLinalg.triangularSolve");
    t.calls("Elimination.solve of xᵀx + λ", "k×n for x of m×k, y of m×n", (a, in) -> {
      Integer across = a.transpose(in.get(0), List.of(1, 0));
      Integer ridge = a.mul(where(a, in.shape(0).dim(1), (i, j) -> i - j), in.number(0));
      return List.of(Elimination.solve(a, a.add(a.matmul(across, in.get(0)), ridge), a.matmul(across, in.get(1))));
    }, List.of(Operand.of(-2, 2, 8, SIDE), Operand.of(-3, 3, 8, 2), 0.5), "NDLinalg.lstsq");
  }
}
