package io.parley.actors;

import io.parley.plan.BadRequestException;

/** Where a run passes by the node that takes part in it, before anything that cannot be taken back. Called on a thread that may wait. */
interface RunGate {
  /** Of a role that asks nobody and keeps no log. */
  RunGate OPEN = new RunGate() {};

  /**
   * Before the role accepts.
   *
   * @throws BadRequestException if it is not to
   */
  default void accepts(JobPlans plans) {}

  /** Once all accepts are verified, before lanes are set up. */
  default void agrees(byte[] contract) {}

  /** Before a step's outputs may leave. */
  default void releases(int step) {}

  /** When all is over. */
  default void ends(int step) {}

  /** Likewise, by a fault. */
  default void fails(int step, String why) {}
}
