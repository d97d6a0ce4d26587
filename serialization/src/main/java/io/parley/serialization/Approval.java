package io.parley.serialization;

import io.parley.plan.BadRequestException;
import io.parley.serialization.v1.ContractProto;

/**
 * That somebody approves of a plan's being run; see contract.proto.
 *
 * @param planId the SHA-256 of the plan's canonical bytes, in hex
 */
public record Approval(String planId) {
  /** What is signed, see {@link io.parley.identity.Signed}. */
  public static final String PURPOSE = "parley.v1.Approval";
  private static final int VERSION = 1;
  private static final int HASH_BYTES = 32;

  public byte[] encode() {
    return PlanCodec.bytes(write());
  }

  private ContractProto.Approval write() {
    return ContractProto.Approval.newBuilder().setVersion(VERSION).setPlan(RunWriter.hex(planId)).build();
  }

  /**
   * Reads one, of which nothing is trusted.
   *
   * @throws BadRequestException if it is not the canonical form of a possible one; one line
   */
  public static Approval decode(byte[] bytes) {
    return Canonical.read("approval", bytes, () -> {
      Checks checks = Checks.of("An approval");
      ContractProto.Approval in = ContractProto.Approval.parseFrom(bytes);
      Canonical.version(checks, in.getVersion(), VERSION);
      checks.require(in.getPlan().size() == HASH_BYTES, "has a plan id of " + in.getPlan().size() + " bytes, not "
          + HASH_BYTES);
      return new Approval(RunReader.hex(in.getPlan()));
    }, Approval::write);
  }
}
