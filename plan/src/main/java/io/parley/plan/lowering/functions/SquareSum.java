package io.parley.plan.lowering.functions;

import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.Words;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sums of squares of numbers of any size, of their distances to their mean if they are centred. Words have room for half of
 * what squares may need: so they are summed twice, exactly as long as the sum is below 2^61, and without 2·cut places
 * that large sums can do without; a comparison tells which one counts. Words that are cut in two lose nothing.
 *
 * <p>Distances to a mean are kept as n·x − Σx, which is exact.
 */
final class SquareSum {
  /** Exact sums are below 2^this. */
  private static final int EXACT_BITS = 61;
  /** So that large sums have 16 places at least where exact ones end. */
  private static final int MOST_CUT = 22;
  /** Numbers count up to 2^this, and their words up to 2^{@link #WORD_BITS}. */
  private static final int NUMBER_BITS = 20;
  private static final int WORD_BITS = 36;
  /** Places of n·x − Σx behind x's last. */
  private static final int MEAN_BITS = 10;
  private static final int ADDED_BITS = 58;

  private final Words w;
  private final Shape shape;
  private final List<Integer> axes;
  private final int rows;
  /** The words that are squared, one row after the other. */
  final int words;
  final int count;
  /** A number is its word times this. */
  final double scale;
  private final int wordBits;

  /** @param added to the mean of the squares; what is smaller than its root need not be exact */
  SquareSum(Words w, int x, List<Integer> axes, boolean centred, double added, int f) {
    this.w = w;
    this.shape = w.shape(x);
    this.axes = axes;
    this.count = axes.stream().mapToInt(shape::dim).reduce(1, Math::multiplyExact);
    this.rows = shape.size() / count;
    int table = w.rearrange(new Structure.Reshape(Shape.of(rows, count)), w.rearrange(inner(false), w.words(x)));
    int bits = Math.min(NUMBER_BITS + f, WORD_BITS);
    double unit = Math.scalb(1.0, -f);
    if (centred) {
      int mean = w.rearrange(new Structure.SumAxes(List.of(1), true), table);
      table = w.sub(w.times(table, count, 0), w.broadcast(mean, Shape.of(rows, count)));
      bits += bitsOf(count) + 1;
      unit /= count;
    }
    int drop = centred ? Math.max(0, bitsOf(count) - MEAN_BITS) : 0;
    while (count * added / unit / unit >= Math.scalb(1.0, ADDED_BITS + 2 * drop)) {
      drop++;
    }
    this.words = w.right(table, drop);
    this.wordBits = bits - drop;
    this.scale = Math.scalb(unit, drop);
  }

  private static int bitsOf(int n) {
    return 32 - Integer.numberOfLeadingZeros(Math.max(1, n) - 1);
  }

  /** Brings the axes to the end, or back. */
  private Structure inner(boolean back) {
    List<Integer> order = Stream.concat(IntStream.range(0, shape.rank()).boxed().filter(i -> !axes.contains(i)),
        axes.stream()).toList();
    return new Structure.Transpose(
        back ? IntStream.range(0, order.size()).map(order::indexOf).boxed().toList() : order);
  }

  /** Rows by elements as x was. */
  int restored(int table) {
    int[] order = IntStream.concat(IntStream.range(0, shape.rank()).filter(i -> !axes.contains(i)),
        axes.stream().mapToInt(i -> i)).map(shape::dim).toArray();
    return w.rearrange(inner(true), w.rearrange(new Structure.Reshape(Shape.of(order)), table));
  }

  /** A number for each row, as x without the axes, or with length 1 for each. */
  int reduced(int column, boolean keep) {
    return w.rearrange(new Structure.Reshape(Shape.of(IntStream.range(0, shape.rank())
        .filter(i -> keep || !axes.contains(i)).map(i -> axes.contains(i) ? 1 : shape.dim(i)).toArray())), column);
  }

  /** The largest exponent of the root of a sum. */
  int rootBits() {
    return wordBits + (bitsOf(count) + 1) / 2;
  }

  /** Large sums lack 2·this many places. */
  int cut() {
    return Math.clamp(rootBits() - EXACT_BITS / 2, 0, Math.min(MOST_CUT, (60 - bitsOf(count)) / 2));
  }

  private int dot(int x, int y) {
    int product = w.matmul(w.rearrange(new Structure.Reshape(Shape.of(rows, 1, count)), x),
        w.rearrange(new Structure.Reshape(Shape.of(rows, count, 1)), y));
    return w.rearrange(new Structure.Reshape(Shape.of(rows, 1)), product);
  }

  /** Σ + added, as it is and as large sums are, and whether it is large; each rows×1. */
  Sums sums(double added) {
    double more = count * added / scale / scale;
    int exact = w.plus(dot(words, words), Math.rint(more));
    if (cut() == 0) {
      return new Sums(exact, exact, -1);
    }
    int upper = w.right(words, cut());
    int lower = w.sub(words, w.up(upper, cut()));
    int rest = w.add(w.right(dot(upper, lower), cut() - 1), w.right(dot(lower, lower), 2 * cut()));
    int large = w.plus(w.add(dot(upper, upper), rest), Math.rint(Math.scalb(more, -2 * cut())));
    int isExact = w.isNegative(w.plus(large, -Math.scalb(1.0, EXACT_BITS - 1 - 2 * cut())));
    return new Sums(exact, large, w.not(isExact));
  }

  /**
   * Sums of squares of words.
   *
   * @param exact below 2^61, if it counts
   * @param large the sum without 2·cut places, if that counts
   * @param isLarge which one counts; −1 if the exact one always does
   */
  record Sums(int exact, int large, int isLarge) {
    int counting(Words w) {
      return isLarge < 0 ? exact : w.choose(isLarge, large, exact);
    }
  }
}
