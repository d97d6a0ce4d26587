package io.parley.actors;

import io.parley.plan.BadRequestException;
import io.parley.serialization.Dealing;
import io.parley.serialization.Job;
import io.parley.serialization.RunCodec;
import io.parley.serialization.Step;
import java.time.Instant;

/** A request with the job in it, which is read and can be run. */
record Asked(RunRequest request, Job job) {
  /**
   * @throws BadRequestException if the job is malformed, or cannot be run here or now
   */
  static Asked of(RunRequest request) {
    return new Asked(request, checked(RunCodec.job(request.job()), request.planBytes()));
  }

  /**
   * A job that this release runs, and that is not over.
   *
   * @param planBytes the lengths of the encoded plans of its steps
   */
  static Job checked(Job job, long[] planBytes) {
    if (!job.carries().isEmpty()) {
      throw new BadRequestException(
          "The job carries values from one step to another, but nodes of this release keep none"
              + " between steps; reveal them to the client, who brings them again");
    }
    Instant expires = Instant.ofEpochMilli(job.expiresMillis());
    if (Instant.now().isAfter(expires)) {
      throw new BadRequestException("The run had to begin before " + expires
          + "; submit it again, and see that the clocks of client and nodes agree");
    }
    if (planBytes.length != job.steps().size()) {
      throw new BadRequestException("The job has " + job.steps().size() + " steps, but " + planBytes.length
          + " plans are announced; submit it again");
    }
    return job;
  }

  /** What is to be done first; all steps have its protocol and cast. */
  Step step() {
    return job.steps().getFirst();
  }
}
