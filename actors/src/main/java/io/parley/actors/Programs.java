package io.parley.actors;

import io.parley.plan.BadRequestException;
import io.parley.plan.Effort;
import io.parley.plan.Plan;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.lowering.Target;
import io.parley.protocols.cost.ComparisonChoice;
import io.parley.serialization.PlanCodec;
import io.parley.serialization.Program;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

/** The programs that a node lowered last, since most run again. */
final class Programs {
  private static final int MOST = 8;

  /**
   * @param heapBytes of which lowering a plan takes a part at most
   */
  Programs(long heapBytes) {
    this.heapBytes = heapBytes;
  }

  private record Key(Program program, Target target) {}

  private final long heapBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, CompletableFuture<Plan>> made = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * What the role of a protocol with that target executes.
   *
   * @throws BadRequestException if it cannot be made here, or is another one than the run says
   */
  static Plan lower(Program program, Plan plan, Target target) {
    boolean given = program.lowering() == 0;
    if (plan.isLowered() != given) {
      throw new BadRequestException("Plan '" + plan.name() + "' is " + (plan.isLowered() ? "" : "not ")
          + "lowered, but the run says otherwise; submit it again");
    }
    Plan lowered = given
        ? plan
        : ComparisonChoice.withFss(Lowering.lower(plan, target, program.lowering()), program.byFss());
    String id = PlanCodec.id(lowered);
    if (!id.equals(program.loweredId())) {
      throw new BadRequestException("Plan '" + plan.name() + "' becomes " + id.substring(0, 12) + " here, but "
          + program.loweredId().substring(0, 12) + " for whom asks to run it; run the same release everywhere");
    }
    return lowered;
  }

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
   * @throws BadRequestException as {@link #lower}
   */
  Plan lowered(Program program, Plan plan, Target target) {
    Key key = new Key(program, target);
    CompletableFuture<Plan> mine = new CompletableFuture<>();
    Optional<CompletableFuture<Plan>> others = begin(key, mine);
    if (others.isPresent()) {
      try {
        return others.get().join();
      } catch (CompletionException e) {
        return within(program, plan, target);
      }
    }
    try {
      Plan lowered = within(program, plan, target);
      mine.complete(lowered);
      return lowered;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      forget(key, mine);
      throw e;
    }
  }

  private Plan within(Program program, Plan plan, Target target) {
    return Effort.ofHeap(heapBytes).spend(() -> lower(program, plan, target));
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
