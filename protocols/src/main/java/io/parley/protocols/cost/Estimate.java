package io.parley.protocols.cost;

import io.parley.plan.Plan;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import io.parley.protocols.spi.Share;
import io.parley.protocols.spi.Side;
import io.parley.protocols.walk.NodeValue;
import io.parley.protocols.walk.PlanWalk;
import io.parley.protocols.walk.Steps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a run of a plan will cost, from the costs that its protocol declares; a run measures exactly this. Bytes are
 * those of payloads.
 *
 * @param rounds the longest chain of sequential messages among the parties
 * @param bytes bytes.get(from).get(to), by role
 * @param nodes by node id; the outputs follow, numbered on, then what all ops have in common, then the checkpoints
 * @param checkpoints the ids of the nodes after which the run is checked; if there are any, the outputs are, too
 */
public record Estimate(int rounds, List<List<Long>> bytes, List<NodeCost> nodes, List<Integer> checkpoints) {
  /**
   * One node's part.
   *
   * @param roundsByParty sequential messages within the node that a party waits for
   * @param bytesByParty that a party sends to the other parties together, the opening of its value included
   * @param tapeByParty bytes that the provider sends to a party
   */
  public record NodeCost(int node, List<Integer> roundsByParty, List<Long> bytesByParty, List<Long> tapeByParty) {
    public NodeCost {
      tapeByParty = List.copyOf(tapeByParty);
      roundsByParty = List.copyOf(roundsByParty);
      bytesByParty = List.copyOf(bytesByParty);
    }

    /** Of the party that waits longest. */
    public int rounds() {
      return Collections.max(roundsByParty);
    }

    /** Of the party that sends most. */
    public long bytesPerParty() {
      return Collections.max(bytesByParty);
    }

    /** That the provider sends. */
    public long tapeBytes() {
      return tapeByParty.stream().mapToLong(Long::longValue).sum();
    }
  }

  public Estimate {
    bytes = bytes.stream().map(List::copyOf).toList();
    nodes = List.copyOf(nodes);
    checkpoints = List.copyOf(checkpoints);
  }

  public static Estimate of(Plan plan, Protocol protocol, Roles roles) {
    PlanCheck.check(plan, protocol, roles);
    CostLedger ledger = new CostLedger(roles);
    int session = Steps.of(plan, 0).session();
    return walk(plan, protocol, ledger, protocol.costs(ledger.scope(session, ledger.start())));
  }

  private static <A extends Share, B extends Share> Estimate walk(Plan plan, Protocol protocol, CostLedger ledger,
      Side<CostScope, A, B> side) {
    Steps steps = Steps.of(plan, 0);
    CostLedger.Scope[] scopes = new CostLedger.Scope[steps.nodes()];
    List<Integer> checkpoints = new ArrayList<>();
    int[][] floor = {ledger.start()};
    List<NodeValue<A, B>> outputs = PlanWalk.walk(plan, id -> {
      int[] start = floor[0].clone();
      plan.node(id).inputs().forEach(i -> latest(start, scopes[i].at()));
      scopes[id] = ledger.scope(id, start);
      return side.at(scopes[id]);
    }, (node, _) -> {
      long limit = protocol.wordsBetweenCheckpoints();
      boolean last = node.id() == steps.nodes() - 1;
      if (limit > 0 && (last || ledger.wordsSent(false) >= limit)) {
        ledger.wordsSent(true);
        for (int i = checkpoints.isEmpty() ? 0 : checkpoints.getLast() + 1; i <= node.id(); i++) {
          latest(floor[0], scopes[i].at());
        }
        CostLedger.Scope scope = ledger.scope(steps.checkpoint(checkpoints.size()), floor[0]);
        side.checkpoint(scope);
        floor[0] = scope.at();
        checkpoints.add(node.id());
      }
    }, _ -> new long[0]);
    int[] end = floor[0].clone();
    for (int o = 0; o < outputs.size(); o++) {
      int[] start = floor[0].clone();
      latest(start, scopes[plan.outputs().get(o).node()].at());
      CostLedger.Scope scope = ledger.scope(steps.output(o), start);
      PlanWalk.release(outputs.get(o), side.at(scope));
      latest(end, scope.at());
    }
    if (!checkpoints.isEmpty()) {
      side.checkpoint(ledger.scope(Steps.of(plan, checkpoints.size()).closing(), end));
    }
    return ledger.estimate(plan, protocol, checkpoints);
  }

  private static void latest(int[] depths, int[] others) {
    for (int party = 0; party < depths.length; party++) {
      depths[party] = Math.max(depths[party], others[party]);
    }
  }

  public long sentBy(int role) {
    return bytes.get(role).stream().mapToLong(Long::longValue).sum();
  }

  public long receivedBy(int role) {
    return bytes.stream().mapToLong(row -> row.get(role)).sum();
  }
}
