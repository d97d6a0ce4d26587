package io.parley.policy;

/**
 * What came of one line of a rule.
 *
 * @param entry the entry's name in the rule
 * @param line of the policy's file
 * @param why for the operator
 */
public record Finding(String entry, int line, Answer answer, String why) {
  /** Whether a run is as an entry says. */
  public enum Answer {
    YES, NO,
    /** It depends on what is not known yet. */
    OPEN;

    static Answer of(boolean holds) {
      return holds ? YES : NO;
    }
  }
}
