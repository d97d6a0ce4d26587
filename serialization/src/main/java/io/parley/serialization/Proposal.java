package io.parley.serialization;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the coordinator proposes to each role of a job: who plays which part, in all of its steps.
 *
 * @param job as the client wrote it
 * @param jobId the SHA-256 of its bytes, in hex
 * @param session fresh and random
 * @param parties the names of their nodes, in the order of their indices
 * @param provider the name of its node, if one takes part
 * @param client the name of its node
 * @param tape that the run uses, if one that was made beforehand
 */
public record Proposal(
    Job job,
    String jobId,
    UUID session,
    List<String> parties,
    Optional<String> provider,
    String client,
    Optional<UUID> tape) {
  public Proposal {
    parties = List.copyOf(parties);
  }

  /** What is to be done first. */
  public Step first() {
    return job.steps().getFirst();
  }
}
