package io.parley.actors;

import io.parley.plan.Plan;
import io.parley.plan.lowering.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The programs that a node lowered last, since most run again. */
final class Programs {
  private static final int MOST = 8;

  private record Key(Program program, Target target) {}

  private final Map<Key, CompletableFuture<Plan>> made = new LinkedHashMap<>(16, 0.75f, true);

  /** Keeps what was lowered here already. */
  void keep(Program program, Plan lowered, Target target) {
    synchronized (made) {
      made.put(new Key(program, target), CompletableFuture.completedFuture(lowered));
    }
  }

  /**
   * What a role executes; lowered by the first who asks, while others of the same node wait.
   *
   * @throws io.parley.plan.BadRequestException as {@link Program#lower}
   */
  Plan lowered(Program program, Plan plan, Target target) {
    Key key = new Key(program, target);
    CompletableFuture<Plan> mine = new CompletableFuture<>();
    CompletableFuture<Plan> found;
    synchronized (made) {
      found = made.putIfAbsent(key, mine);
      if (found == null && made.size() > MOST) {
        made.remove(made.keySet().iterator().next());
      }
    }
    if (found != null) {
      return found.exceptionally(_ -> program.lower(plan, target)).join();
    }
    try {
      Plan lowered = program.lower(plan, target);
      mine.complete(lowered);
      return lowered;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      synchronized (made) {
        made.remove(key, mine);
      }
      throw e;
    }
  }
}
