package io.parley.cli;

import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Values;
import io.parley.plan.precision.Precision;
import io.parley.plan.precision.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What becomes of a model whose values may leave what fixed point holds, which is looked for before anything runs. */
final class RangeOptions {
  /** More would hide the first. */
  private static final int MOST_WARNINGS = 3;

  @Option(names = "--strict",
      description = "Refuses to run where values may leave the range of fixed point, or functions their domains, for data "
          + "like this; without it that is a warning.")
  private boolean strict;

  /** Of all inputs so far. */
  private final Map<String, Range> ranges = new HashMap<>();

  /**
   * Looks at all values by interval arithmetic, from the ranges of the inputs.
   *
   * @param inputs that are not known yet to be in the ranges of earlier ones
   * @throws BadRequestException if something may go wrong, and the user is strict
   */
  void check(String model, BoundModel bound, Map<String, Values> inputs, Consumer<String> say) {
    Map<String, Range> before = Map.copyOf(ranges);
    Map<String, Values> weights = bound.imported().weights();
    // What weights are does not change, and is known exactly.
    bound.surface().inputs().stream().map(node -> (Op.Input) node.op())
        .filter(input -> !weights.containsKey(input.name()))
        .forEach(input -> ranges.merge(input.name(), range(input, inputs), Range::hull));
    if (ranges.equals(before)) {
      return;
    }
    List<String> warnings = Precision.of(bound.surface(), ranges, weights).warnings();
    if (warnings.isEmpty()) {
      return;
    }
    String more = "'parley explain " + model + " --ranges LOW:HIGH' tells more";
    if (strict) {
      throw new BadRequestException(warnings.getFirst() + ". " + more + "; without --strict it runs");
    }
    warnings.stream().limit(MOST_WARNINGS).forEach(warning -> say.accept("Warning: " + warning + "."));
    say.accept(warnings.size() <= MOST_WARNINGS
        ? "Results may be wrong where that happens; " + more + "."
        : "There are " + (warnings.size() - MOST_WARNINGS) + " warnings more. Results may be wrong; " + more + ".");
  }

  /** As declared, else that of the data. */
  private static Range range(Op.Input input, Map<String, Values> inputs) {
    return input.within().isEmpty()
        ? Range.of(Objects.requireNonNull(inputs.get(input.name()), input.name()))
        : new Range(input.within().getFirst(), input.within().getLast());
  }
}
