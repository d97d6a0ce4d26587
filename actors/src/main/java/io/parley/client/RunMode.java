package io.parley.client;

/** When the provider deals the tape. */
public enum RunMode {
  /** While the parties compute: the shortest way to a result, in bounded memory. */
  STREAM,
  /** All of it before the first input is shared: the offline and the online phase can be told apart. */
  APART,
  /** Now, for a later run: parties and client keep their parts, and nothing else is done; see {@link Parley#makeTape}. */
  MAKE,
  /** Made beforehand: the run takes an unused one of its plan, protocol and parties, and needs no provider. */
  STORED
}
