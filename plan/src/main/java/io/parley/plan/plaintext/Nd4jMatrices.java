package io.parley.plan.plaintext;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Matrix products on ND4J, in row-major arrays. Loading this class starts ND4J. */
final class Nd4jMatrices {
  private Nd4jMatrices() {}

  /** m×k times k×n. A row-major matrix is its transpose in column-major, which is what BLAS likes: C^T = B^T A^T. */
  static double[] multiply(int m, int k, int n, double[] a, double[] b) {
    if (m == 0 || k == 0 || n == 0) {
      return new double[m * n];
    }
    try (INDArray left = Nd4j.createFromArray(b).reshape('f', n, k);
        INDArray right = Nd4j.createFromArray(a).reshape('f', k, m);
        INDArray result = Nd4j.createUninitialized(DataType.DOUBLE, new long[]{n, m}, 'f')) {
      left.mmuli(right, result);
      return result.data().asDouble();
    }
  }

  /** The part of an array; the array itself if that is all of it. */
  static double[] part(double[] all, int from, int length) {
    return from == 0 && length == all.length ? all : Arrays.copyOfRange(all, from, from + length);
  }
}
