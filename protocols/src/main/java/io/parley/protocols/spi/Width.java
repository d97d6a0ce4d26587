package io.parley.protocols.spi;

import java.util.Arrays;
import java.util.Collection;

/**
 * How many bits numbers need in two's complement. A truncation by f bits leaves 64 − f. What is linear in truncated numbers
 * stays within their bits too: the values of a plan have a common bound, and truncated ones carry fewer fraction bits. So
 * comparisons have fewer bits to look at.
 */
public final class Width {
  public static final int FULL = 64;
  /** Less gains nothing. */
  private static final int LEAST = 8;

  private Width() {}

  /** After so many bits were dropped. */
  public static int without(int width, int bits) {
    return Math.max(LEAST, width - bits);
  }

  /** Whether numbers that are held in so many bits can drop some where they are. */
  public static boolean canDrop(int width, int bits) {
    return width - bits >= LEAST;
  }

  /** The low bits of a word. */
  public static long mask(int width) {
    return -1L >>> (FULL - width);
  }

  /** That of a sum: what is added to a truncated number has its scale, and so its bound. */
  public static int narrowest(int... widths) {
    return Arrays.stream(widths).min().orElse(FULL);
  }

  /** That of what is linear in several. */
  public static int narrowest(Collection<Integer> widths) {
    return widths.stream().mapToInt(Integer::intValue).min().orElse(FULL);
  }
}
