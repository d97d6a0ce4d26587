package io.parley.protocols;

import io.parley.plan.Plan;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.Primitives;
import io.parley.protocols.spi.Share;
import io.parley.protocols.spi.Side;
import java.util.List;

/**
 * What a run of a plan will cost, from the costs that its protocol declares; a run measures exactly this. Bytes are
 * those of payloads.
 *
 * @param rounds the longest chain of sequential messages among the parties
 * @param bytes bytes.get(from).get(to), by role
 * @param nodes by node id; the outputs follow, numbered on
 */
public record Estimate(int rounds, List<List<Long>> bytes, List<NodeCost> nodes) {
  /**
   * One node's part.
   *
   * @param rounds sequential messages within the node
   * @param bytesPerParty that each party sends to the other parties together, the opening of its value included
   * @param tapeBytes that the provider sends
   */
  public record NodeCost(int node, int rounds, long bytesPerParty, long tapeBytes) {}

  public Estimate {
    bytes = bytes.stream().map(List::copyOf).toList();
    nodes = List.copyOf(nodes);
  }

  public static Estimate of(Plan plan, Protocol protocol, Roles roles) {
    SessionKeys.check(plan, protocol, roles);
    return walk(plan, protocol, roles, protocol.costs(roles));
  }

  private static <A extends Share, B extends Share> Estimate walk(Plan plan, Protocol protocol, Roles roles,
      Side<CostScope, A, B> side) {
    CostLedger ledger = new CostLedger(plan, roles);
    int[] depths = new int[SessionKeys.steps(plan)];
    CostScope[] scopes = new CostScope[depths.length];
    List<Wire<A, B>> outputs = PlanWalk.walk(plan, id -> {
      int start = plan.node(id).inputs().stream().mapToInt(i -> depths[i]).max().orElse(0);
      scopes[id] = ledger.scope(id, start);
      return side.at(scopes[id]);
    }, (node, _) -> depths[node.id()] = scopes[node.id()].depth(), _ -> new long[0]);
    for (int o = 0; o < outputs.size(); o++) {
      int id = SessionKeys.outputNode(plan, o);
      scopes[id] = ledger.scope(id, depths[plan.outputs().get(o).node()]);
      Primitives<A, B> primitives = side.at(scopes[id]);
      PlanWalk.release(outputs.get(o), primitives);
      depths[id] = scopes[id].depth();
    }
    return ledger.estimate(plan, protocol);
  }

  public long sentBy(int role) {
    return bytes.get(role).stream().mapToLong(Long::longValue).sum();
  }

  public long receivedBy(int role) {
    return bytes.stream().mapToLong(row -> row.get(role)).sum();
  }
}
