package io.parley.protocols.cost;

import io.parley.crypto.Commitment;
import io.parley.crypto.Seed;
import io.parley.plan.Node;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import io.parley.protocols.spi.Sharing;
import io.parley.protocols.walk.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Where the declared costs of a walk add up. */
final class CostLedger {
  /** What a party sends another to agree on a key: a commitment, and its half. */
  private static final long PAIR_KEY_BYTES = 8 * Commitment.WORDS + Seed.BYTES;

  private final Roles roles;
  private final long[][] words;
  private final long[] busiest;
  private final List<StepLedger> steps = new ArrayList<>();
  private int depth;

  /** What one step sends and takes. */
  private static final class StepLedger {
    private final long[] sent;
    private final int[] rounds;
    /** On each party's tape. */
    private final long[] dealt;

    StepLedger(int parties) {
      dealt = new long[parties];
      sent = new long[parties];
      rounds = new int[parties];
    }
  }

  CostLedger(Roles roles) {
    this.roles = roles;
    words = new long[roles.parties()][roles.parties()];
    busiest = new long[roles.parties()];
  }

  /** The sequential messages that led to a value, party by party. */
  int[] start() {
    return new int[roles.parties()];
  }

  /** A step of the walk whose operands took so many sequential messages. */
  Scope scope(int step, int[] start) {
    while (steps.size() <= step) {
      steps.add(new StepLedger(roles.parties()));
    }
    return new Scope(steps.get(step), start.clone(), false);
  }

  /** The most words that any party has sent to the others since the last call that was told to reset. */
  long wordsSent(boolean reset) {
    long most = LongStream.of(busiest).max().orElse(0);
    if (reset) {
      Arrays.fill(busiest, 0);
    }
    return most;
  }

  Estimate estimate(Plan plan, Protocol protocol, List<Integer> checkpoints) {
    int n = roles.parties();
    int count = Steps.of(plan, checkpoints.size()).count();
    List<Estimate.NodeCost> costs = new ArrayList<>();
    long[][] bytes = new long[roles.count()][roles.count()];
    for (int i = 0; i < count; i++) {
      StepLedger step = i < steps.size() ? steps.get(i) : new StepLedger(n);
      costs.add(new Estimate.NodeCost(i, Arrays.stream(step.rounds).boxed().toList(),
          Arrays.stream(step.sent).mapToObj(w -> 8 * w).toList(),
          Arrays.stream(step.dealt).mapToObj(w -> 8 * w).toList()));
      for (int party = 0; party < n; party++) {
        bytes[roles.provider()][party] += 8 * step.dealt[party];
      }
    }
    for (int from = 0; from < n; from++) {
      for (int to = 0; to < n; to++) {
        bytes[from][to] = 8 * words[from][to] + (protocol.hasPairKeys() && from != to ? PAIR_KEY_BYTES : 0);
      }
    }
    seeds(protocol, bytes);
    payloads(plan, protocol.sharing(), bytes);
    return new Estimate(depth, Arrays.stream(bytes).map(row -> Arrays.stream(row).boxed().toList()).toList(), costs,
        checkpoints);
  }

  private void seeds(Protocol protocol, long[][] bytes) {
    for (int party = 0; protocol.needsProvider() && party < roles.parties(); party++) {
      bytes[roles.provider()][party] += Seed.BYTES;
    }
    if (protocol.dealsToClient()) {
      bytes[roles.provider()][roles.client()] += Seed.BYTES;
    }
  }

  private void payloads(Plan plan, Sharing sharing, long[][] bytes) {
    int n = roles.parties();
    for (int party = 0; party < n; party++) {
      for (Node input : plan.inputs()) {
        bytes[roles.client()][party] += 8L * sharing.payloadWords(input.type(), n, party);
      }
      for (Output output : plan.outputs()) {
        TensorType type = plan.node(output.node()).type();
        bytes[party][roles.client()] += 8L * sharing.releasedWords(type, n, party);
      }
    }
  }

  final class Scope implements CostScope {
    private final StepLedger step;
    private final boolean lane;
    private final int[] at;

    private Scope(StepLedger step, int[] at, boolean lane) {
      this.step = step;
      this.at = at;
      this.lane = lane;
    }

    int[] at() {
      return at;
    }

    @Override
    public Roles roles() {
      return roles;
    }

    @Override
    public void round(Consumer<Round> messages) {
      int[] before = at.clone();
      int[] after = at.clone();
      messages.accept((from, to, count) -> {
        words[from][to] += count;
        step.sent[from] += count;
        busiest[from] += count;
        after[to] = Math.max(after[to], before[from] + 1);
      });
      advance(after);
    }

    @Override
    public void deal(long count) {
      give(roles.parties() - 1, count);
    }

    @Override
    public void give(int party, long count) {
      step.dealt[party] += count;
    }

    @Override
    public CostScope lane() {
      return new Scope(step, at.clone(), true);
    }

    @Override
    public void after(CostScope earlier) {
      advance(((Scope) earlier).at);
    }

    private void advance(int[] to) {
      for (int party = 0; party < at.length; party++) {
        int further = Math.max(0, to[party] - at[party]);
        // What a lane takes shows in the op that waits for it.
        step.rounds[party] += lane ? 0 : further;
        at[party] += further;
        depth = Math.max(depth, at[party]);
      }
    }
  }
}
