package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of a table of n rows at secret indices, one-hot times the table: n + 1 comparisons for each index and one
 * product. The indices' shape takes the place of the table's first axis; beyond the table there are zeros.
 */
@Reference(group = Reference.Group.ORDER,
    operands = "table: numbers, n×…; indices: numbers, any shape, of equal fraction bits",
    result = "numbers: the indices' shape, then the table's without its first axis",
    meaning = "for each secret index the table's row at it",
    edges = "an index counts as the nearest whole number, a half as the next one; beyond the table there are zeros",
    error = "exact; see docs/functions.md")
public record Lookup() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(2).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V table = in.get(0);
    V indices = in.get(1);
    Shape shape = a.shape(table);
    Shape index = a.shape(indices);
    int n = shape.dim(0);
    int width = n == 0 ? 0 : shape.size() / n;
    V hot = a.reshape(Indexing.oneHot(a, indices, n), index.size(), n);
    V rows = a.matmul(hot, a.reshape(table, n, width));
    return a.reshape(rows,
        IntStream.concat(Arrays.stream(index.dims()), Arrays.stream(shape.dims()).skip(1)).toArray());
  }
}
