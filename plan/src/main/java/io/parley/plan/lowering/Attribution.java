package io.parley.plan.lowering;

import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import java.util.List;
import java.util.function.Function;

/**
 * What a plan is lowered to, node by node.
 *
 * @param sources of each node of the lowered plan, the node of the surface plan that it was first written for: what several
 *     have in common is the first one's
 */
public record Attribution(Plan surface, Plan lowered, List<Integer> sources) {
  public Attribution {
    sources = List.copyOf(sources);
  }

  /** Every pass keeps what nodes are called and depends on none of it: so it lowers the plan with numbers for names. */
  public static Attribution of(Plan surface, Target target) {
    Plan numbered = Lowering.lower(named(surface, node -> String.valueOf(node.id())), target);
    List<Integer> sources = numbered.nodes().stream().map(node -> Integer.valueOf(node.name())).toList();
    return new Attribution(surface, named(numbered, node -> surface.node(sources.get(node.id())).name()), sources);
  }

  /** With other names of nodes, of inputs too. */
  private static Plan named(Plan plan, Function<Node, String> name) {
    PlanBuilder builder = PlanBuilder.create(plan.name(), plan.level());
    for (Node node : plan.nodes()) {
      Op op = node.op() instanceof Op.Input i ? new Op.Input(name.apply(node), i.owner(), i.within()) : node.op();
      builder.declared(new Node(node.id(), name.apply(node), op, node.inputs(), node.type()));
    }
    plan.outputs().forEach(output -> builder.output(output.name(), output.node(), output.receiver()));
    return builder.buildAll();
  }
}
