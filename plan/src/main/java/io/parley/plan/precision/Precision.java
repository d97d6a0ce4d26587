package io.parley.plan.precision;

import io.parley.plan.BadRequestException;
import io.parley.plan.DType;
import io.parley.plan.Function;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.OpText;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.Values;
import io.parley.plan.lowering.Expansion;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The range and the error of every value of a surface plan, before anything runs: by interval arithmetic, from the ranges
 * of its inputs. Bounds hold whatever the inputs are; they are wide where values depend on each other.
 */
public final class Precision {
  /** Ring words stay below 2^62, with up to twice the fraction bits. */
  static final int WORD_BITS = 62;
  /** An error that is this much of the largest number is a loss. */
  private static final double LOSS = 1.0 / 32;

  private final Plan plan;
  private final Expansion expansion;
  /** Of the expanded plan's nodes. */
  private final List<Bound> bounds;
  /** What each of them reaches on the way to its value. */
  private final double[] most;

  private Precision(Plan plan, Expansion expansion, List<Bound> bounds, double[] most) {
    this.plan = plan;
    this.expansion = expansion;
    this.bounds = bounds;
    this.most = most;
  }

  /**
   * @param ranges of inputs, by name
   * @param known the values of inputs that are known, such as weights; by name
   * @throws BadRequestException if an input is in neither
   */
  public static Precision of(Plan surface, Map<String, Range> ranges, Map<String, Values> known) {
    Expansion expansion = Expansion.of(surface);
    Plan core = expansion.plan();
    Bound[] bounds = new Bound[core.nodes().size()];
    double[] most = new double[bounds.length];
    Map<Integer, Values> values = new HashMap<>();
    for (Node node : core.nodes()) {
      Propagation propagation = new Propagation(core, bounds, values, fractionBits(core));
      if (node.op() instanceof Op.Input input) {
        bounds[node.id()] = node.type().dtype() == DType.BIT
            ? Bound.BITS
            : propagation.rounded(range(input, ranges, known));
      } else {
        bounds[node.id()] = propagation.of(node);
      }
      most[node.id()] = propagation.most(node);
      values(node, known, values);
    }
    return new Precision(surface, expansion, List.of(bounds), most);
  }

  /** That of the values if they are known, else as given, else as the plan declares. */
  private static Range range(Op.Input input, Map<String, Range> ranges, Map<String, Values> known) {
    String name = input.name();
    Values values = known.get(name);
    Range range = values == null ? ranges.get(name) : Range.of(values);
    if (range != null) {
      return range;
    }
    if (input.within().isEmpty()) {
      throw new BadRequestException(
          "The range of input '" + name + "' is not given. Name it, as in " + name + "=0:1");
    }
    return new Range(input.within().getFirst(), input.within().getLast());
  }

  private static void values(Node node, Map<String, Values> known, Map<Integer, Values> out) {
    switch (node.op()) {
      case Op.Input i when known.containsKey(i.name()) -> out.put(node.id(), known.get(i.name()));
      case Op.Constant c -> out.put(node.id(), c.values());
      case Op.Rearrange r when node.inputs().stream().allMatch(out::containsKey) ->
        out.put(node.id(), PlaintextInterpreter.evaluate(r, node.inputs().stream().map(out::get).toList()));
      default -> {
        // Not known before it runs.
      }
    }
  }

  private static int fractionBits(Plan plan) {
    return plan.nodes().stream().mapToInt(n -> n.type().fractionBits()).max().orElse(PlanBuilder.MIN_FRACTION_BITS);
  }

  /** Of each node, by its id. */
  public List<Bound> bounds() {
    return expansion.results().stream().map(bounds::get).toList();
  }

  /** What may go wrong, a sentence for each node; empty if nothing can. */
  public List<String> warnings() {
    Set<String> out = new LinkedHashSet<>();
    int f = fractionBits(expansion.plan());
    boolean[] overflows = new boolean[plan.nodes().size()];
    for (Node node : expansion.plan().nodes()) {
      int source = expansion.sources().get(node.id());
      double size = most[node.id()];
      if (size >= Math.scalb(1.0, WORD_BITS - 2 * f) && !overflows[source]) {
        overflows[source] = true;
        out.add("Node '" + node.name() + "' (" + OpText.name(plan.node(source).op()) + ") may reach " + Range.text(size)
            + ", but " + f + " fraction bits hold numbers below 2^" + (WORD_BITS - 2 * f)
            + ". Use fewer fraction bits, or scale the model");
      }
      if (node.op() instanceof Op.Scaled && node.inputs().size() == 2) {
        Range by = bounds.get(node.inputs().getLast()).range();
        if (by.low() <= 0 && by.high() >= 0) {
          out.add("Node '" + node.name() + "' (" + OpText.name(plan.node(source).op()) + ") divides by numbers in " + by
              + ", which may be 0, and gives 0 then. Keep the divisor away from 0");
        }
      }
      if (node.op() instanceof Op.Apply(var function) && isOwnRisk(function, plan.node(source))) {
        Range x = bounds.get(node.inputs().getFirst()).range();
        if (!Domain.holds(function, x, f)) {
          out.add("Node '" + node.name() + "' takes " + function.label() + " of numbers in " + x
              + ", not all of which are in its domain; docs/functions.md tells what it is there");
        }
      }
    }
    return List.copyOf(out);
  }

  /**
   * Where fixed point may lose what matters: values whose error may be above 1/32 of the largest of them, a sentence for
   * each node that comes to that first. Empty if there are none.
   */
  public List<String> losses() {
    List<Bound> all = bounds();
    boolean[] lossy = new boolean[all.size()];
    List<String> out = new ArrayList<>();
    for (Node node : plan.nodes()) {
      Bound bound = all.get(node.id());
      lossy[node.id()] = node.type().dtype() != DType.BIT && !node.type().isInteger()
          && Double.isFinite(bound.error())
          && bound.error() > LOSS * bound.range().size();
      if (lossy[node.id()] && node.inputs().stream().noneMatch(i -> lossy[i])) {
        out.add("Node '" + node.name() + "' (" + OpText.name(node.op()) + ") lies in " + bound.range()
            + ", and fixed point may be off by " + Range.text(bound.error())
            + ". Use more fraction bits, scale the numbers up, or declare their bounds");
      }
    }
    return List.copyOf(out);
  }

  /** Formulas that apply the narrow functions know of their operands what intervals do not see. */
  private static boolean isOwnRisk(Function function, Node written) {
    boolean narrow = function == Function.EXP_NEGATIVE || function == Function.RECIPROCAL_ABOVE_ONE;
    return !narrow || written.op() instanceof Op.Apply;
  }

  /** The most fraction bits with which no value can overflow; empty if there are none. */
  public OptionalInt mostFractionBits() {
    double largest = Arrays.stream(most).max().orElse(0);
    for (int f = PlanBuilder.MAX_FRACTION_BITS; f >= PlanBuilder.MIN_FRACTION_BITS; f--) {
      if (largest < Math.scalb(1.0, WORD_BITS - 2 * f)) {
        return OptionalInt.of(f);
      }
    }
    return OptionalInt.empty();
  }
}
