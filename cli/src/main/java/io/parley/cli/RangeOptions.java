package io.parley.cli;

import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Values;
import io.parley.plan.precision.Precision;
import io.parley.plan.precision.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    boolean wider = false;
    for (var input : inputs.entrySet()) {
      Range range = Range.of(input.getValue());
      Range before = ranges.getOrDefault(input.getKey(), range);
      Range both = new Range(Math.min(before.low(), range.low()), Math.max(before.high(), range.high()));
      wider |= !both.equals(ranges.put(input.getKey(), both));
    }
    if (!wider) {
      return;
    }
    bound.surface().inputs().stream().map(node -> (Op.Input) node.op()).filter(input -> !input.within().isEmpty())
        .forEach(input -> ranges.put(input.name(), new Range(input.within().getFirst(), input.within().getLast())));
    List<String> warnings = Precision.of(bound.surface(), ranges, bound.imported().weights()).warnings();
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
}
