package io.parley.actors;

import io.parley.plan.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorRef;

/** The plans of a job's steps, as they come to a node one after the other; most jobs have fewer plans than steps. */
final class PlanGathering {
  private final ActorRef<PlanStore.Command> store;
  private final List<String> ids;
  private final long[] bytes;
  private final int from;
  private final ActorRef<PlanStore.Command> source;
  private final Map<String, Plan> found = new HashMap<>();
  private String asked = "";

  /**
   * @param store of this node
   * @param ids of each step's plan
   * @param bytes the lengths of the encoded plans
   * @param from the first step of which it is wanted
   * @param source where the store may get them
   */
  PlanGathering(ActorRef<PlanStore.Command> store, List<String> ids, long[] bytes, int from,
      ActorRef<PlanStore.Command> source) {
    this.store = store;
    this.ids = List.copyOf(ids);
    this.bytes = bytes.clone();
    this.from = from;
    this.source = source;
  }

  /**
   * Asks for the next one.
   *
   * @return false once all are here
   */
  boolean ask(ActorRef<PlanStore.Answer> replyTo) {
    for (int step = from; step < ids.size(); step++) {
      if (!found.containsKey(ids.get(step))) {
        asked = ids.get(step);
        store.tell(new PlanStore.Get(asked, Math.clamp(bytes[step], 0, Integer.MAX_VALUE), source, replyTo));
        return true;
      }
    }
    return false;
  }

  /** The one that was asked for last. */
  void add(Plan plan) {
    found.put(asked, plan);
  }

  /** A step's, once it is here. */
  Plan plan(int step) {
    return Objects.requireNonNull(found.get(ids.get(step)));
  }
}
