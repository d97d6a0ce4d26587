package io.parley.actors;

/** When the provider deals the tape. */
public enum RunMode {
  /** While the parties compute: the shortest way to a result, in bounded memory. */
  STREAM,
  /** All of it before the first input is shared: the offline and the online phase can be told apart. */
  APART
}
