package io.parley.serialization;

import java.util.List;

/**
 * What a client asks for: plans to be run one after the other, with values carried from one to a later one; see run.proto.
 *
 * @param nonce of random bytes that no other job has, in hex
 * @param expiresMillis when roles begin no more with it, in milliseconds since 1970
 * @param timeoutMillis the longest that all steps may take together
 */
public record Job(String nonce, long expiresMillis, long timeoutMillis, List<Step> steps, List<Carry> carries) {
  /** More are refused. */
  public static final int MOST_STEPS = 1_024;

  public Job {
    steps = List.copyOf(steps);
    carries = List.copyOf(carries);
  }

  /** An output of one step that is an input of a later one, and stays shared in between. */
  public record Carry(int fromStep, String output, int toStep, String input) {}
}
