package io.parley.serialization;

import com.google.protobuf.ByteString;
import io.parley.serialization.v1.RunProto;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;

/** From jobs and proposals to protobuf; {@link RunReader} is the way back. */
final class RunWriter {
  private RunWriter() {}

  static RunProto.Job job(Job job) {
    RunProto.Job.Builder out = RunProto.Job.newBuilder().setVersion(RunCodec.VERSION).setNonce(hex(job.nonce()))
        .setExpiresMillis(job.expiresMillis()).setTimeoutMillis(job.timeoutMillis());
    job.steps().forEach(step -> out.addSteps(step(step)));
    job.carries().forEach(carry -> out.addCarries(RunProto.Carry.newBuilder().setFromStep(carry.fromStep())
        .setOutput(carry.output()).setToStep(carry.toStep()).setInput(carry.input())));
    return out.build();
  }

  private static RunProto.Step step(Step step) {
    Program program = step.program();
    RunProto.Step.Builder out = RunProto.Step.newBuilder()
        .setProgram(RunProto.Program.newBuilder().setPlanId(hex(program.planId())).setLowering(program.lowering())
            .addAllByFss(program.byFss()).setLoweredId(hex(program.loweredId())))
        .setProtocol(step.protocol()).setDealing(switch (step.dealing()) {
          case STREAM -> RunProto.Dealing.DEALING_STREAM;
          case APART -> RunProto.Dealing.DEALING_APART;
          case MAKE -> RunProto.Dealing.DEALING_MAKE;
          case STORED -> RunProto.Dealing.DEALING_STORED;
        }).setCast(RunProto.Cast.newBuilder().setParties(step.parties()).addAllNames(step.partyNames()));
    step.inputs().forEach(
        input -> out.addInputs(RunProto.Brought.newBuilder().setName(input.name()).setOwner(input.whose())));
    step.outputs().forEach(
        output -> out.addOutputs(RunProto.Revealed.newBuilder().setName(output.name()).setReceiver(output.whose())));
    step.tapes().forEach(tape -> out.addTapes(uuid(tape)));
    return out.build();
  }

  static RunProto.Proposal proposal(byte[] job, Proposal proposal) {
    return RunProto.Proposal.newBuilder().setVersion(RunCodec.VERSION).setJob(ByteString.copyFrom(job))
        .setSession(uuid(proposal.session())).addAllParties(proposal.parties())
        .setProvider(proposal.provider().orElse("")).setClient(proposal.client())
        .setTape(proposal.tape().map(RunWriter::uuid).orElse(ByteString.EMPTY)).build();
  }

  static ByteString hex(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  /** In 16 bytes, as RFC 9562 orders them. */
  static ByteString uuid(UUID id) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES).putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits());
    return ByteString.copyFrom(bytes.flip());
  }
}
