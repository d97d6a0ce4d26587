package io.parley.protocols.cost;

import io.parley.plan.BadRequestException;
import io.parley.plan.Comparison;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.protocols.cost.Estimate.NodeCost;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * How the comparisons of a plan are made. The plan itself says it, op by op, so that all roles do the same and no tape
 * that was dealt for one choice is used with another.
 *
 * <p>By {@link CompareBy#AUTO} each comparison is made in the way that takes less time by itself, on a path of its own:
 * every round takes the latency and {@link #ROUND_SECONDS}; what the busiest party sends, and what the provider sends
 * to the party that gets most, pass through a link each, all others at the same time; and dealing, moving and using a
 * byte of tape takes {@link #TREE_SECONDS_PER_BYTE} or {@link #FSS_SECONDS_PER_BYTE}.
 *
 * @param latency of one message
 * @param bitsPerSecond of the link between two roles
 */
public record ComparisonChoice(CompareBy by, Duration latency, long bitsPerSecond) {
  /** The parties between whom there are keys. */
  private static final int PARTIES = 2;

  /** Beside the latency; a sealed round trip between two JVMs, as measured for docs/decisions/0010. */
  static final double ROUND_SECONDS = 60e-6;
  /** By {@code parley bench ops --op ltz}, for all roles together; see docs/decisions/0013. */
  static final double TREE_SECONDS_PER_BYTE = 2e-9;
  /** Likewise. */
  static final double FSS_SECONDS_PER_BYTE = 1.2e-9;

  public ComparisonChoice {
    if (latency.isNegative() || bitsPerSecond <= 0) {
      throw new BadRequestException("The latency must be at least 0 and the bandwidth more, not " + latency + " and "
          + bitsPerSecond + " bit/s");
    }
  }

  /**
   * @throws BadRequestException if so many parties cannot compare so under that protocol; it says what they can do
   */
  public static void check(Protocol protocol, int parties, CompareBy by) {
    if (!protocol.mixesComparisons()) {
      throw new BadRequestException("The protocol '" + protocol.name() + "' has one way to compare and cannot be told '"
          + by + "'. Leave the choice to it, or use 'masked'");
    }
    if (by == CompareBy.FSS && parties != PARTIES) {
      throw new BadRequestException("Comparing by 'fss' needs exactly " + PARTIES + " parties, not " + parties
          + ". Compare by 'tree' or 'auto', or use " + PARTIES + " parties");
    }
  }

  /** Refuses what a plan says of its comparisons if so many parties cannot run it under that protocol. */
  static void check(Plan lowered, Protocol protocol, int parties) {
    boolean fss = lowered.nodes().stream()
        .anyMatch(n -> n.op() instanceof Op.IsNegative(Comparison c) && c == Comparison.FSS);
    if (fss) {
      check(protocol, parties, CompareBy.FSS);
    }
  }

  /**
   * The same plan, but for how it compares; whatever it said of that is forgotten.
   *
   * @throws BadRequestException as {@link #check}
   */
  public Plan choose(Plan lowered, Protocol protocol, int parties) {
    check(protocol, parties, by);
    Plan tree = with(lowered, Collections.nCopies(lowered.nodes().size(), Comparison.USUAL));
    if (by == CompareBy.TREE || parties != PARTIES) {
      return tree;
    }
    Plan fss = with(lowered, Collections.nCopies(lowered.nodes().size(), Comparison.FSS));
    return by == CompareBy.FSS ? fss : faster(tree, fss, protocol);
  }

  private Plan faster(Plan tree, Plan fss, Protocol protocol) {
    Roles roles = new Roles(PARTIES);
    List<NodeCost> treeCosts = Estimate.of(tree, protocol, roles).nodes();
    List<NodeCost> fssCosts = Estimate.of(fss, protocol, roles).nodes();
    return with(tree, tree.nodes().stream()
        .map(n -> seconds(fssCosts.get(n.id()), Comparison.FSS) < seconds(treeCosts.get(n.id()), Comparison.USUAL)
            ? Comparison.FSS
            : Comparison.USUAL)
        .toList());
  }

  /** By the model above. */
  double seconds(NodeCost cost, Comparison comparison) {
    double secondsPerTapeByte = switch (comparison) {
      case USUAL -> TREE_SECONDS_PER_BYTE;
      case FSS -> FSS_SECONDS_PER_BYTE;
    };
    return cost.rounds() * (latency.toNanos() / 1e9 + ROUND_SECONDS)
        + 8.0 * (cost.bytesPerParty() + Collections.max(cost.tapeByParty())) / bitsPerSecond
        + cost.tapeBytes() * secondsPerTapeByte;
  }

  /** The comparisons of a plan that are made by function secret sharing. */
  public static List<Integer> byFss(Plan lowered) {
    return lowered.nodes().stream()
        .filter(n -> n.op() instanceof Op.IsNegative(Comparison c) && c == Comparison.FSS).map(Node::id).toList();
  }

  /** The same plan with just these comparisons made so. */
  public static Plan withFss(Plan lowered, Collection<Integer> nodes) {
    Set<Integer> fss = Set.copyOf(nodes);
    return with(lowered, lowered.nodes().stream().map(n -> fss.contains(n.id()) ? Comparison.FSS : Comparison.USUAL)
        .toList());
  }

  private static Plan with(Plan plan, List<Comparison> comparisons) {
    PlanBuilder builder = PlanBuilder.create(plan.name(), plan.level());
    plan.nodes().forEach(n -> builder.declared(with(n, comparisons.get(n.id()))));
    plan.outputs().forEach(o -> builder.output(o.name(), o.node(), o.receiver()));
    return builder.build();
  }

  /** Nothing is to be chosen of what is public. */
  private static Node with(Node node, Comparison comparison) {
    return node.op() instanceof Op.IsNegative && node.type().isSecret()
        ? new Node(node.id(), node.name(), new Op.IsNegative(comparison), node.inputs(), node.type())
        : node;
  }
}
