package io.parley.cli.bench;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import io.parley.plan.trace.SecretBits;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import java.util.List;
import java.util.stream.IntStream;

/** Maxima of rows by knockout: of each two columns the larger stays, so there are log2 of them levels. */
final class Tournament {
  private Tournament() {}

  /** The maximum of each row of a matrix. */
  static SecretTensor maximum(SecretTensor rows) {
    SecretTensor left = rows;
    while (columns(left) > 1) {
      int half = columns(left) / 2;
      left = withRest(left.slice(1, 0, half).max(left.slice(1, half, 2 * half)), left, half);
    }
    return left.reshape(-1);
  }

  /** The index of the maximum of each row; of equal ones, the one that no level knocks out. */
  static SecretTensor argmax(Trace trace, SecretTensor rows) {
    SecretTensor values = rows;
    SecretTensor indices = indices(trace, rows);
    while (columns(values) > 1) {
      int half = columns(values) / 2;
      SecretTensor x = values.slice(1, 0, half);
      SecretTensor y = values.slice(1, half, 2 * half);
      SecretBits less = x.lessThan(y);
      SecretTensor index = less.select(indices.slice(1, half, 2 * half), indices.slice(1, 0, half));
      values = withRest(less.select(y, x), values, half);
      indices = withRest(index, indices, half);
    }
    return indices.reshape(-1);
  }

  /** 0, 1, … in each row; secret in type only. */
  private static SecretTensor indices(Trace trace, SecretTensor rows) {
    int columns = columns(rows);
    double[] row = IntStream.range(0, columns).asDoubleStream().toArray();
    return rows.sub(rows).add(trace.constant(Values.of(Shape.of(1, columns), row)));
  }

  /** With the column that had no partner. */
  private static SecretTensor withRest(SecretTensor winners, SecretTensor all, int half) {
    return columns(all) == 2 * half ? winners : winners.concat(1, List.of(all.slice(1, 2 * half, 2 * half + 1)));
  }

  private static int columns(SecretTensor x) {
    return x.shape().dim(1);
  }
}
