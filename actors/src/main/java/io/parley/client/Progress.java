package io.parley.client;

/** How far a run has come; the steps follow one another in this order. */
public enum Progress {
  /** The roles fetch and check the plan. */
  PREPARING,
  /** The roles set up their lanes. */
  CONNECTING,
  /** The provider deals the tape; only in {@link RunMode#APART}. */
  OFFLINE,
  /** The parties compute. */
  ONLINE,
  /** The outputs are there. */
  DONE
}
