package io.parley.actors;

/** A way in which a node says something else than it should. */
enum Lie {
  /** Ends in the middle. */
  TRUNCATED,
  /** One bit is another. */
  FLIPPED,
  /** What it said at this place in an earlier session. */
  SWAPPED,
  /** What it said last in this session, to the same actor or else of the same type. */
  REPLAYED,
  /** Comes after what it says next to the same actor. */
  REORDERED,
  DOUBLED,
  /** Comes half a second later, as does what it says to the same actor until then; others hear of what follows meanwhile. */
  LATE,
  /** It, and all that is said again in its place. */
  WITHHELD,
  /** Something that is not due precedes it: of another place of an earlier session. */
  OUT_OF_TURN,
  /** With one component that is not true, see {@link Forgeries}. */
  FORGED,
  /** With what makes the session less safe, properly signed by the liar where it has to be; see {@link Forgeries}. */
  DOWNGRADED
}
