package io.parley.plan.lowering.functions;

import java.util.List;

/**
 * What words are multiplied by: v·2^s, where nobody knows s, or where it is another one for each element. It comes in two
 * parts, of which the first is a choice.
 */
interface Power {
  /** v, with {@link Polynomial#BITS}; below 4. */
  int unit();

  /** The same powers of two, with another v. */
  Power with(int unit);

  /** What the first part of s may be, in rising order. */
  List<Integer> coarse();

  /**
   * What stands for the first part of s.
   *
   * @param each an integer for each of {@link #coarse}
   */
  int choose(List<Integer> each);

  /** 2 to the second part of s, an integer. */
  int fine();
}
