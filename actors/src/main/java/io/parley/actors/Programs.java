package io.parley.actors;

import io.parley.plan.Plan;
import io.parley.plan.lowering.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

/** The programs that a node lowered last, since most run again. */
final class Programs {
  private static final int MOST = 8;

  private record Key(Program program, Target target) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, CompletableFuture<Plan>> made = new LinkedHashMap<>(16, 0.75f, true);

  /** Keeps what was lowered here already. */
  void keep(Program program, Plan lowered, Target target) {
    lock.lock();
    try {
      put(new Key(program, target), CompletableFuture.completedFuture(lowered));
    } finally {
      lock.unlock();
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
    Optional<CompletableFuture<Plan>> others = begin(key, mine);
    if (others.isPresent()) {
      try {
        return others.get().join();
      } catch (CompletionException e) {
        return program.lower(plan, target);
      }
    }
    try {
      Plan lowered = program.lower(plan, target);
      mine.complete(lowered);
      return lowered;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      forget(key, mine);
      throw e;
    }
  }

  /** Mine is there from now on, unless another is already. */
  private Optional<CompletableFuture<Plan>> begin(Key key, CompletableFuture<Plan> mine) {
    lock.lock();
    try {
      Optional<CompletableFuture<Plan>> found = Optional.ofNullable(made.get(key));
      if (found.isEmpty()) {
        put(key, mine);
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  private void put(Key key, CompletableFuture<Plan> plan) {
    made.put(key, plan);
    if (made.size() > MOST) {
      made.remove(made.keySet().iterator().next());
    }
  }

  private void forget(Key key, CompletableFuture<Plan> failed) {
    lock.lock();
    try {
      made.remove(key, failed);
    } finally {
      lock.unlock();
    }
  }
}
