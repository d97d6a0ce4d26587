package io.parley.serialization;

import io.parley.plan.BadRequestException;
import io.parley.serialization.v1.RunProto;

/**
 * Jobs and proposals as bytes, in the language {@code parley.v1} (run.proto): canonical, as plans are by
 * {@link PlanCodec}, so that who signs bytes signs what they say.
 */
public final class RunCodec {
  /** The encoding's version. */
  static final int VERSION = 1;

  private RunCodec() {}

  public static byte[] encode(Job job) {
    return PlanCodec.bytes(RunWriter.job(job));
  }

  /** The SHA-256 of a job's bytes, in hex. */
  public static String id(byte[] job) {
    return PlanCodec.sha256(job);
  }

  /**
   * Reads a job that somebody else wrote, of which nothing is trusted.
   *
   * @throws BadRequestException if it is not the canonical form of a possible job; one line
   */
  public static Job job(byte[] bytes) {
    return Canonical.read("job", bytes, () -> RunReader.job(RunProto.Job.parseFrom(bytes)), RunWriter::job);
  }

  /**
   * @param job the bytes that the client wrote
   * @param proposal what the coordinator adds to them; its job is these bytes'
   */
  public static byte[] encode(byte[] job, Proposal proposal) {
    return PlanCodec.bytes(RunWriter.proposal(job, proposal));
  }

  /**
   * Reads a proposal that somebody else wrote, of which nothing is trusted: neither it nor the client's job in it, which it
   * has to keep to.
   *
   * @throws BadRequestException if either is not the canonical form of a possible one; one line
   */
  public static Proposal proposal(byte[] bytes) {
    byte[][] job = new byte[1][];
    return Canonical.read("proposal", bytes, () -> {
      RunProto.Proposal in = RunProto.Proposal.parseFrom(bytes);
      job[0] = in.getJob().toByteArray();
      return RunReader.proposal(in, job(job[0]), id(job[0]));
    }, proposal -> RunWriter.proposal(job[0], proposal));
  }
}
