package io.parley.benchmarks.suite;

import java.util.Collection;
import java.util.List;

/** The median of repeated measurements, and how far they lie apart. */
public record Spread(double median, double min, double max) {
  public Spread {
    if (!(min <= median && median <= max)) {
      throw new IllegalArgumentException("The median " + median + " is not between " + min + " and " + max);
    }
  }

  /** Of at least one number; the median of an even number of them is the mean of the middle two. */
  public static Spread of(Collection<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }

  public boolean overlaps(Spread other) {
    return min <= other.max && other.min <= max;
  }
}
