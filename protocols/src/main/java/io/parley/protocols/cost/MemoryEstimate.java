package io.parley.protocols.cost;

import io.parley.plan.BadRequestException;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.IntStream;

/**
 * How much heap the JVM of each role needs for a run: more than enough, so that a run that fits by it does not run out
 * of memory. A plan is cut into levels, of ops that may run at the same time; a level takes the values that live then, and
 * the messages and the tape of its ops:
 *
 * <pre>
 * party    = BASE + WORK · (max over levels (live · wordsPerElement + 2 · sent + dealt) + unchecked · wordsPerElement)
 *          + tape, if dealt ahead
 * provider = BASE + WORK · max over levels (live · wordsPerElement + (parties + 1) · dealt)
 * client   = BASE + WORK · (max over levels live + inputs · (parties + 2))
 * </pre>
 *
 * Unchecked is what a party sends between checkpoints, if the protocol has any, since it is kept until then.
 *
 * <p>To each is added what is kept of every node's messages and costs, and to a party a thread for each op of a level.
 * BASE is what a node takes for a plan of one small op, and WORK what an op makes on the way for each word that it starts
 * from or ends with; docs/architecture.md tells how both were measured.
 *
 * @param partyBytes of the party that needs most
 */
public record MemoryEstimate(long partyBytes, long providerBytes, long clientBytes) {
  public static final long BASE_BYTES = 64L << 20;
  private static final long NODE_BYTES = 1 << 10;
  private static final long THREAD_BYTES = 3 << 10;
  private static final long NODE_PARTY_BYTES = 128;
  private static final long PAIR_BYTES = 64;
  private static final double WORK = 2;
  /** Of a tape that is dealt while the parties run; parley.session.tape-buffer. */
  private static final long TAPE_BUFFER_BYTES = 64L << 20;
  /** Of all values of a plan together, for sums of what they cost to stay in a long; hours of work. */
  private static final long MOST_ELEMENTS = 1L << 38;
  /** Of those that are public, which every walk computes: seconds. */
  private static final long MOST_PUBLIC_ELEMENTS = 1L << 32;

  /**
   * @param plan lowered
   * @param tapeAhead whether the parties hold the whole tape before they start
   */
  public static MemoryEstimate of(Plan plan, Protocol protocol, Roles roles, boolean tapeAhead) {
    Estimate cost = Estimate.of(plan, protocol, roles);
    int[] levels = levels(plan);
    int count = 1 + plan.nodes().stream().mapToInt(n -> levels[n.id()]).max().orElse(0);
    long[] live = live(plan, levels, count);
    long[] sent = new long[count];
    long[] dealt = new long[count];
    long[] width = new long[count];
    for (Node node : plan.nodes()) {
      Estimate.NodeCost spent = cost.nodes().get(node.id());
      sent[levels[node.id()]] += spent.bytesPerParty();
      dealt[levels[node.id()]] += spent.tapeBytes();
      width[levels[node.id()]]++;
    }
    long party = 0;
    long provider = 0;
    long values = 0;
    for (int level = 0; level < count; level++) {
      long shares = live[level] * protocol.wordsPerElement();
      party = Math.max(party, shares + 2 * sent[level] + dealt[level]);
      provider = Math.max(provider, shares + (roles.parties() + 1) * dealt[level]);
      values = Math.max(values, live[level]);
    }
    long threads = THREAD_BYTES * Arrays.stream(width).max().orElse(0);
    long tape = Collections.max(cost.bytes().get(roles.provider()));
    long inputs = plan.inputs().stream().mapToLong(MemoryEstimate::bytes).sum();
    long unchecked = Math.min(8 * protocol.wordsBetweenCheckpoints(),
        IntStream.range(0, roles.parties()).mapToLong(cost::sentBy).max().orElse(0));
    return new MemoryEstimate(
        threads + total(plan, roles, party + unchecked * protocol.wordsPerElement())
            + (tapeAhead ? tape : Math.min(tape, TAPE_BUFFER_BYTES)),
        total(plan, roles, provider),
        total(plan, roles, values + inputs * (roles.parties() + 2)));
  }

  /**
   * What an estimate itself takes, and a session to begin with: public values are computed on the way. From types alone, so
   * that it is asked first for a plan that nobody vouches for.
   *
   * @throws BadRequestException if the plan is more than anybody could run
   */
  public static long walkBytes(Plan plan, Roles roles) {
    long all = 0;
    long publicly = 0;
    long live = 0;
    long most = 0;
    int[] last = new int[plan.nodes().size()];
    plan.nodes().forEach(n -> n.inputs().forEach(i -> last[i] = n.id()));
    for (Node node : plan.nodes()) {
      all += node.type().shape().size();
      if (node.type().isSecret()) {
        continue;
      }
      publicly += node.op() instanceof Op.Constant ? 0 : node.type().shape().size();
      live += 8L * node.type().shape().size();
      most = Math.max(most, live);
      for (int i : node.inputs()) {
        if (last[i] == node.id()) {
          last[i] = -1;
          live -= 8L * plan.node(i).type().shape().size();
        }
      }
    }
    if (all > MOST_ELEMENTS || publicly > MOST_PUBLIC_ELEMENTS) {
      throw new BadRequestException("Plan '" + plan.name() + "' has values of " + all + " elements, " + publicly
          + " of them public; run it in parts, or on a smaller batch");
    }
    return (long) (WORK * most) + kept(plan, roles);
  }

  /** Of all nodes, and of all pairs of roles. */
  private static long kept(Plan plan, Roles roles) {
    return (NODE_BYTES + NODE_PARTY_BYTES * roles.parties()) * plan.nodes().size()
        + PAIR_BYTES * roles.count() * roles.count();
  }

  private static long total(Plan plan, Roles roles, long bytes) {
    return BASE_BYTES + kept(plan, roles) + (long) (WORK * bytes);
  }

  /** When each node runs at the earliest, if all ops take the same time. */
  private static int[] levels(Plan plan) {
    int[] levels = new int[plan.nodes().size()];
    for (Node node : plan.nodes()) {
      node.inputs().forEach(i -> levels[node.id()] = Math.max(levels[node.id()], levels[i] + 1));
    }
    return levels;
  }

  /** The bytes of all values that are there at each level, as plain words. */
  private static long[] live(Plan plan, int[] levels, int count) {
    int[] last = levels.clone();
    plan.nodes().forEach(n -> n.inputs().forEach(i -> last[i] = Math.max(last[i], levels[n.id()])));
    plan.outputs().forEach(o -> last[o.node()] = count - 1);
    long[] live = new long[count];
    for (Node node : plan.nodes()) {
      live[levels[node.id()]] += bytes(node);
      if (last[node.id()] + 1 < count) {
        live[last[node.id()] + 1] -= bytes(node);
      }
    }
    Arrays.parallelPrefix(live, Long::sum);
    return live;
  }

  private static long bytes(Node node) {
    return 8L * node.type().words();
  }
}
