package io.parley.plan.formulas;

import io.parley.plan.Algebra;

/**
 * The pairs (i, i + distance) of elements of a row whose first indices fill blocks: those from start + 2·block·b on, for
 * b = 0, 1, …
 *
 * @param length of the row
 * @param blocks how many there are
 * @param count how many pairs; the last block may be cut off
 */
record Pairs(int length, int block, int start, int distance, int blocks, int count) {
  /** Those with (i & block) = start. */
  static Pairs of(int length, int block, int start, int distance) {
    int firsts = length - distance;
    int blocks = Math.max(0, Math.ceilDiv(firsts - start, 2 * block));
    int last = Math.min(block, firsts - start - (blocks - 1) * 2 * block);
    return new Pairs(length, block, start, distance, blocks, blocks == 0 ? 0 : (blocks - 1) * block + last);
  }

  /** From the first index to the end of the last block. */
  private int span() {
    return (blocks - 1) * 2 * block + count - (blocks - 1) * block;
  }

  /** x[i + distance] − x[i] for each pair of each row. */
  <V> V gap(Algebra<V> a, V x) {
    return a.sub(elements(a, x, start + distance), elements(a, x, start));
  }

  /** x with the amounts added to the first elements and taken from the second ones. */
  <V> V move(Algebra<V> a, V x, V amounts) {
    return a.sub(a.add(x, placed(a, amounts, start)), placed(a, amounts, start + distance));
  }

  private <V> V elements(Algebra<V> a, V x, int from) {
    if (blocks == 1 || block == 1) {
      return a.slice(x, 1, from, from + span(), block == 1 ? 2 : 1);
    }
    int rows = a.shape(x).dim(0);
    V whole = padded(a, a.slice(x, 1, from, from + span()), 0, blocks * 2 * block);
    V firsts = a.slice(a.reshape(whole, rows, blocks, 2 * block), 2, 0, block);
    return a.slice(a.reshape(firsts, rows, blocks * block), 1, 0, count);
  }

  /** The inverse of elements, with zeros elsewhere. */
  private <V> V placed(Algebra<V> a, V x, int from) {
    if (blocks == 1) {
      return padded(a, x, from, length);
    }
    int rows = a.shape(x).dim(0);
    V firsts = a.reshape(padded(a, x, 0, blocks * block), rows, blocks, block);
    V whole = a.reshape(a.pad(firsts, 2, 0, block), rows, blocks * 2 * block);
    return padded(a, a.slice(whole, 1, 0, span()), from, length);
  }

  private static <V> V padded(Algebra<V> a, V x, int before, int length) {
    int after = length - before - a.shape(x).dim(1);
    return before == 0 && after == 0 ? x : a.pad(x, 1, before, after);
  }
}
