package io.parley.plan;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * What reading and lowering a plan that somebody else wrote may take: of few bytes very much can be made, by ops that explain
 * themselves by many others and by constants as large as an axis. It holds for the thread that works within it; there is no
 * limit elsewhere but {@link PlanBuilder#MAX_NODES}. Work within it ends when its thread is interrupted.
 */
public final class Effort {
  private static final ScopedValue<Effort> HERE = ScopedValue.newInstance();
  /** Of nodes of all plans on the way: each is typed about twenty times. */
  private static final int STEPS_PER_NODE = 32;
  /** 125,000 nodes were lowered with a heap of 100 MB, and not with 80: a fifth of this. */
  private static final long HEAP_BYTES_PER_NODE = 4 << 10;
  private static final int FEWEST_NODES = 1 << 14;
  private static final int FEWEST_ELEMENTS = 1 << 20;

  private final int nodes;
  private final long elements;
  private long steps;
  private long made;

  private Effort(int nodes, long elements) {
    this.nodes = nodes;
    this.elements = elements;
  }

  /**
   * @param nodes that a plan may have, at any stage
   * @param elements of the constants that are made of it, together
   */
  public static Effort of(int nodes, long elements) {
    return new Effort(nodes, elements);
  }

  /** What a JVM with so large a heap can do beside other things. */
  public static Effort ofHeap(long bytes) {
    return new Effort(Math.clamp(bytes / HEAP_BYTES_PER_NODE, FEWEST_NODES, PlanBuilder.MAX_NODES),
        Math.max(FEWEST_ELEMENTS, bytes / 2 / Double.BYTES));
  }

  /**
   * Does something within this effort, which it uses up.
   *
   * @throws BadRequestException if it is not enough
   * @throws CancellationException if the thread is interrupted
   */
  public <T> T spend(Supplier<T> work) {
    return ScopedValue.where(HERE, this).call(work::get);
  }

  /** How many nodes a plan may have here. */
  static int mostNodes() {
    return HERE.isBound() ? HERE.get().nodes : PlanBuilder.MAX_NODES;
  }

  /**
   * A plan is about to have so many nodes.
   *
   * @throws BadRequestException if they are too many
   */
  public static void nodes(int count) {
    if (count > mostNodes()) {
      throw new BadRequestException(
          "The plan has more than " + mostNodes() + " nodes; run it in parts, or on shorter axes");
    }
  }

  /** An op is typed. */
  static void step(String node) {
    if (!HERE.isBound()) {
      return;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("Nobody waits for the plan any more");
    }
    Effort here = HERE.get();
    if (++here.steps > (long) here.nodes * STEPS_PER_NODE) {
      throw new BadRequestException("With node '" + node + "' the plan takes more than "
          + (long) here.nodes * STEPS_PER_NODE
          + " steps to read and lower, which this node does not spend on one; run it in"
          + " parts, or give the node a larger heap");
    }
  }

  /**
   * A constant of so many elements is about to be made.
   *
   * @throws BadRequestException if they are too many
   */
  public static void constant(long count) {
    if (count > Operands.MOST_ELEMENTS) {
      throw new BadRequestException("The plan needs a constant of " + count
          + " elements, but a tensor has 2^28 elements at most; use smaller lengths");
    }
    if (HERE.isBound() && (HERE.get().made += count) > HERE.get().elements) {
      throw new BadRequestException("The plan becomes constants of more than " + HERE.get().elements
          + " elements, which this node does not spend on one; use shorter axes, or give the node a larger heap");
    }
  }
}
