package io.parley.protocols;

import io.parley.crypto.Seed;
import io.parley.plan.Node;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.protocols.spi.CostScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the declared costs of a walk add up. */
final class CostLedger {
  private final Roles roles;
  private final long[] exchanged;
  private final long[] dealt;
  private final int[] rounds;
  private int depth;

  CostLedger(Plan plan, Roles roles) {
    this.roles = roles;
    exchanged = new long[SessionKeys.steps(plan)];
    dealt = new long[exchanged.length];
    rounds = new int[exchanged.length];
  }

  /** A step of the walk whose operands took so many sequential messages. */
  CostScope scope(int step, int startDepth) {
    return new Scope(step, startDepth, false);
  }

  Estimate estimate(Plan plan, Protocol protocol) {
    int n = roles.parties();
    long[][] bytes = new long[roles.count()][roles.count()];
    List<Estimate.NodeCost> nodes = new ArrayList<>();
    for (int i = 0; i < exchanged.length; i++) {
      nodes.add(new Estimate.NodeCost(i, rounds[i], 8 * exchanged[i] * (n - 1), 8 * dealt[i]));
      for (int from = 0; from < n; from++) {
        for (int to = 0; to < n; to++) {
          bytes[from][to] += from == to ? 0 : 8 * exchanged[i];
        }
      }
      bytes[roles.provider()][n - 1] += 8 * dealt[i];
    }
    for (int party = 0; party < n; party++) {
      if (protocol.needsProvider()) {
        bytes[roles.provider()][party] += Seed.BYTES;
      }
      for (Node input : plan.inputs()) {
        int words = SessionKeys.words(input.type());
        bytes[roles.client()][party] += 8L * protocol.sharing().payloadWords(words, n).get(party);
      }
      for (Output output : plan.outputs()) {
        int words = SessionKeys.words(plan.node(output.node()).type());
        bytes[party][roles.client()] += 8L * protocol.sharing().releasedWords(words);
      }
    }
    return new Estimate(depth, Arrays.stream(bytes).map(row -> Arrays.stream(row).boxed().toList()).toList(), nodes);
  }

  private final class Scope implements CostScope {
    private final int step;
    private final boolean lane;
    private int at;

    Scope(int step, int at, boolean lane) {
      this.step = step;
      this.at = at;
      this.lane = lane;
    }

    @Override
    public void exchange(long words) {
      exchanged[step] += words;
      after(at + 1);
    }

    @Override
    public void deal(long words) {
      dealt[step] += words;
    }

    @Override
    public CostScope lane() {
      return new Scope(step, at, true);
    }

    @Override
    public int depth() {
      return at;
    }

    @Override
    public void after(int earlier) {
      if (earlier > at) {
        // What a lane takes shows in the op that waits for it.
        rounds[step] += lane ? 0 : earlier - at;
        at = earlier;
        depth = Math.max(depth, at);
      }
    }
  }
}
