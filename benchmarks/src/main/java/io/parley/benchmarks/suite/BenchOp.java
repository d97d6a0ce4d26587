package io.parley.benchmarks.suite;

import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * An op on secret operands, as a benchmark runs it.
 *
 * @param name as users write it
 * @param meaning in a few words, with what its size counts
 * @param numbers how many numbers a size of it may have
 * @param sizes that it is measured at unless the user says
 * @param tolerance how far results may be from plaintext, in units of the last place
 * @param trace its plan at a size
 */
public record BenchOp(
    String name,
    String meaning,
    Set<Integer> numbers,
    List<Size> sizes,
    double tolerance,
    Function<Size, Plan> trace) {
  /** What runs at a size that {@link #check} admits. */
  public Workload workload(Size size) {
    return Workload.of(name, size, trace.apply(size), tolerance);
  }

  /**
   * @throws BadRequestException if the op has no such size, or it is too large
   */
  public void check(Size size) {
    if (!numbers.contains(size.dims().size())) {
      throw new BadRequestException("The size of " + name + " (" + meaning + ") cannot be " + size
          + ". Write " + (numbers.size() == 1
              ? "one number"
              : numbers.contains(2)
                  ? "one number, or two as in 1000x100"
                  : "one number, or three as in 1x784x128"));
    }
    try {
      Objects.requireNonNull(trace.apply(size));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadRequestException("--size " + size + " is too large for " + name + ": " + e.getMessage()
          + ". Use a smaller one", e);
    }
  }
}
