package io.parley.actors;

/** A part of a run that is started and timed on its own. */
enum Phase {
  /** The tape is dealt, ahead of the inputs. */
  OFFLINE,
  /** Inputs are shared, the plan is run, outputs are revealed. */
  ONLINE
}
