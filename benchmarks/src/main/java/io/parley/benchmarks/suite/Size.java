package io.parley.benchmarks.suite;

import io.parley.plan.BadRequestException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How large a benchmark's operands are: a number, as 512 or 100K, or several, as 1x784x128. Ordered by the product. */
public record Size(List<Integer> dims) implements Comparable<Size> {
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,10})([kKmM]?)");
  private static final int THOUSAND = 1000;
  private static final int MILLION = 1_000_000;

  public Size {
    dims = List.copyOf(dims);
    if (dims.isEmpty() || dims.stream().anyMatch(d -> d < 1)) {
      throw new IllegalArgumentException("Sizes are at least 1, not " + dims);
    }
  }

  public static Size of(Integer... dims) {
    return new Size(List.of(dims));
  }

  /**
   * Reads what a user wrote; K stands for 1,000 and M for 1,000,000.
   *
   * @throws BadRequestException if it is no size
   */
  public static Size parse(String text) {
    List<Integer> dims = new ArrayList<>();
    for (String part : text.strip().split("[x×]", -1)) {
      Matcher number = NUMBER.matcher(part);
      long value = number.matches() ? Long.parseLong(number.group(1)) * unit(number.group(2)) : 0;
      if (value < 1 || value > Integer.MAX_VALUE) {
        throw new BadRequestException("'" + text + "' is no size. Write a number from 1 to 2147483647, such as 512, "
            + "100K or 1M, or the numbers of a product of matrices, such as 1x784x128");
      }
      dims.add((int) value);
    }
    return new Size(dims);
  }

  private static int unit(String suffix) {
    return switch (suffix) {
      case "" -> 1;
      case "k", "K" -> THOUSAND;
      default -> MILLION;
    };
  }

  /** The only number, or the first of several. */
  public int count() {
    return dims.getFirst();
  }

  public double product() {
    return dims.stream().mapToDouble(d -> d).reduce(1, (x, y) -> x * y);
  }

  @Override
  public int compareTo(Size other) {
    return Comparator.comparingDouble(Size::product).thenComparing(Size::toString).compare(this, other);
  }

  /** For readers: 100K, 1×784×128. */
  public String label() {
    return dims.stream().map(Size::label).collect(Collectors.joining("×"));
  }

  private static String label(int n) {
    if (n % MILLION == 0) {
      return n / MILLION + "M";
    }
    return n % THOUSAND == 0 ? n / THOUSAND + "K" : String.valueOf(n);
  }

  /** As {@link #parse} reads it, without suffixes. */
  @Override
  public String toString() {
    return dims.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
