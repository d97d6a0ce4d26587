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
    return new Asked(request, checked(RunCodec.job(request.job())));
  }

  /** A job that this release runs, and that is not over. */
  static Job checked(Job job) {
    if (job.steps().size() != 1) {
      throw new BadRequestException("The job has " + job.steps().size()
          + " steps, but nodes of this release run jobs of one step; submit each step as a job of its own");
    }
    Instant expires = Instant.ofEpochMilli(job.expiresMillis());
    if (Instant.now().isAfter(expires)) {
      throw new BadRequestException("The run had to begin before " + expires
          + "; submit it again, and see that the clocks of client and nodes agree");
    }
    return job;
  }

  Step step() {
    return job.steps().getFirst();
  }
}
