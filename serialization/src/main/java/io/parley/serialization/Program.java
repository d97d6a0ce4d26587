package io.parley.serialization;

import java.util.List;

/**
 * What a run runs: a plan, and how each role gets from there to what its protocol executes. All have to arrive at the
 * same, which they check by its id.
 *
 * @param planId the SHA-256 of the plan's canonical bytes, in hex
 * @param lowering the version by which each role lowers the plan by itself; 0 if it is lowered already
 * @param byFss the comparisons of the lowered plan that are made by function secret sharing
 * @param loweredId the id of the plan that is executed
 */
public record Program(String planId, int lowering, List<Integer> byFss, String loweredId) {
  public Program {
    byFss = List.copyOf(byFss);
  }
}
