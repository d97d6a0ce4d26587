package io.parley.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import io.parley.plan.BadRequestException;
import io.parley.serialization.v1.RunProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunCodecTest {
  private static final Path VECTORS = Path.of("src/test/resources/job-vectors");
  private static final Map<String, Job> ALL = ExampleJobs.all();
  private static final Job RUN = ExampleJobs.run();
  private static final Job TAPE = Objects.requireNonNull(ALL.get("job-tape"));

  static Stream<String> names() {
    return ALL.keySet().stream();
  }

  private static Job job(String name) {
    return Objects.requireNonNull(ALL.get(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void job_ofEncode_isTheSame(String name) {
    assertThat(RunCodec.job(RunCodec.encode(job(name)))).isEqualTo(job(name));
  }

  /** The vectors are for other languages; a change here breaks them. */
  @ParameterizedTest
  @MethodSource("names")
  void encode_equalsTheTestVector(String name) throws IOException {
    byte[] bytes = RunCodec.encode(job(name));
    String now = "id  " + RunCodec.id(bytes) + "\nhex " + HexFormat.of().formatHex(bytes) + "\n\n"
        + TextFormat.printer().printToString(RunProto.Job.parseFrom(bytes));
    Path file = VECTORS.resolve(name + ".txt");
    if (Boolean.getBoolean("parley.docs.update")) {
      Files.createDirectories(VECTORS);
      Files.writeString(file, now);
    }

    assertThat(now).isEqualTo(Files.readString(file));
  }

  @Test
  void vectors_areThoseOfTheJobs() throws IOException {
    try (Stream<Path> files = Files.list(VECTORS)) {
      assertThat(files.map(p -> p.getFileName().toString().replace(".txt", "")).collect(Collectors.toSet()))
          .isEqualTo(ALL.keySet());
    }
  }

  @Test
  void id_ofDifferentJobs_differ() {
    assertThat(ALL.values().stream().map(RunCodec::encode).map(RunCodec::id).distinct()).hasSize(ALL.size());
  }

  @Test
  void job_unknownField_isRefused() {
    byte[] bytes = RunCodec.encode(RUN);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 2);
    longer[bytes.length] = 15 << 3;

    assertThatThrownBy(() -> RunCodec.job(longer)).isInstanceOf(BadRequestException.class)
        .hasMessage("A job is not in canonical form; write fields in the order of their numbers, leave defaults out, "
            + "and add nothing");
  }

  @Test
  void job_ofWhatNoJobHas_isRefused() {
    refused(job -> job.setVersion(2), "A job is of version 2 of the encoding, but this node speaks version 1");
    refused(job -> job.setNonce(ByteString.copyFrom(new byte[15])), "A job has a nonce of 15 bytes; 16 to 64");
    refused(RunProto.Job.Builder::clearExpiresMillis, "A job does not say when it expires");
    refused(RunProto.Job.Builder::clearTimeoutMillis, "A job has no time to run");
    refused(job -> job.setTimeoutMillis(604_800_001), "A job may take 604800001 ms; 604800000");
    refused(RunProto.Job.Builder::clearSteps, "A job has 0 steps");
    refused(job -> job.addSteps(job.getSteps(0).toBuilder().setProtocol("masked")), "has steps of different protocols");
    refused(job -> job.addSteps(job.getSteps(0).toBuilder().setDealing(RunProto.Dealing.DEALING_MAKE)),
        "has several steps, of which one makes or uses a tape");
    stepRefused(step -> step.clearDealing(), "Step 0 of a job deals in the unknown way 0");
    stepRefused(step -> step.setDealingValue(9), "Step 0 of a job deals in the unknown way 9");
    stepRefused(step -> step.setProtocol("\n"), "Step 0 of a job has a protocol with control characters");
    stepRefused(step -> step.getProgramBuilder().setPlanId(ByteString.copyFrom(new byte[31])),
        "Step 0 of a job has a plan id of 31 bytes, not 32");
    stepRefused(step -> step.getProgramBuilder().addByFss(5).addByFss(5), "has comparisons 5 out of order");
    stepRefused(step -> step.getCastBuilder().setParties(-1), "asks for 4294967295 parties");
    stepRefused(step -> step.addTapes(ByteString.copyFrom(new byte[16])), "names tapes, but uses none");
    stepRefused(step -> step.addInputs(step.getInputs(0)), "names the same input twice");
    stepRefused(step -> step.getOutputsBuilder(0).setReceiver(""), "has an empty receiver");
  }

  @Test
  void job_carriesThatLeadNowhere_areRefused() {
    carryRefused(carry -> carry.setToStep(0), "carries from step 0 to step 0");
    carryRefused(carry -> carry.setToStep(2), "carries from step 0 to step 2");
    carryRefused(carry -> carry.setInput("limit"), "has two values for input 'limit' of step 1");
    refused(job("job-steps"), job -> job.addCarries(job.getCarries(0)), "has two values for input 'score' of step 1");
  }

  private static Proposal proposal(Job job) {
    return job.equals(TAPE)
        ? ExampleJobs.proposal(job, List.of("alice", "bob"), Optional.of(ExampleJobs.TAPE))
        : ExampleJobs.proposal(job, List.of("alice", "bob", "carol"), Optional.empty());
  }

  private static byte[] encoded(Proposal proposal) {
    return RunCodec.encode(RunCodec.encode(proposal.job()), proposal);
  }

  @ParameterizedTest
  @MethodSource("names")
  void proposal_ofEncode_isTheSame(String name) {
    Proposal proposal = proposal(job(name));

    assertThat(RunCodec.proposal(encoded(proposal))).isEqualTo(proposal);
  }

  @Test
  void proposal_thatDoesNotKeepToTheJob_isRefused() {
    proposalRefused(RUN, proposal -> proposal.setVersion(7), "A proposal is of version 7");
    proposalRefused(RUN, RunProto.Proposal.Builder::clearParties, "A proposal has no parties");
    proposalRefused(RUN, proposal -> proposal.addParties("alice"), "A proposal names the same party twice");
    proposalRefused(RUN, RunProto.Proposal.Builder::clearSession, "A proposal has a session id of 0 bytes, not 16");
    proposalRefused(RUN, proposal -> proposal.setTape(proposal.getSession()), "has a tape, but the job wants none");
    proposalRefused(TAPE, proposal -> proposal.addParties("eve"), "has 3 parties, but the job asks for 2");
    proposalRefused(TAPE, proposal -> proposal.setParties(0, "eve"),
        "has the parties [eve, bob], but the job names [alice, bob]");
    proposalRefused(TAPE, RunProto.Proposal.Builder::clearTape, "has no tape, but the job wants one");
    proposalRefused(TAPE, proposal -> proposal.setTape(proposal.getSession()),
        "has a tape that the job does not name");
    proposalRefused(RUN, proposal -> proposal.setJob(proposal.getJob().substring(0, 30)), "are no job");
  }

  /** Whatever is changed, the result is a clear refusal or another one that is canonical. */
  @ParameterizedTest
  @MethodSource("names")
  void proposal_mutations_areRefusedOrCanonical(String name) {
    long seed = name.hashCode();
    Random random = new Random(seed);
    byte[] valid = encoded(proposal(job(name)));
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = valid.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      try {
        Proposal read = RunCodec.proposal(bytes);
        assertThat(encoded(read)).as("seed %d, try %d", seed, i).isEqualTo(bytes);
      } catch (BadRequestException e) {
        assertThat(e).message().as("seed %d, try %d", seed, i).isNotBlank().doesNotContain("\n");
      }
    }
  }

  private static void refused(Consumer<RunProto.Job.Builder> change, String complaint) {
    refused(RUN, change, complaint);
  }

  private static void refused(Job of, Consumer<RunProto.Job.Builder> change, String complaint) {
    RunProto.Job.Builder job = RunWriter.job(of).toBuilder();
    change.accept(job);

    assertThatThrownBy(() -> RunCodec.job(job.build().toByteArray())).isInstanceOf(BadRequestException.class)
        .hasMessageContaining(complaint);
  }

  private static void stepRefused(Consumer<RunProto.Step.Builder> change, String complaint) {
    refused(job -> change.accept(job.getStepsBuilder(0)), complaint);
  }

  private static void carryRefused(Consumer<RunProto.Carry.Builder> change, String complaint) {
    refused(job("job-steps"), job -> change.accept(job.getCarriesBuilder(0)), complaint);
  }

  private static void proposalRefused(Job of, Consumer<RunProto.Proposal.Builder> change, String complaint) {
    RunProto.Proposal.Builder proposal = RunWriter.proposal(RunCodec.encode(of), proposal(of)).toBuilder();
    change.accept(proposal);

    assertThatThrownBy(() -> RunCodec.proposal(proposal.build().toByteArray()))
        .isInstanceOf(BadRequestException.class).hasMessageContaining(complaint);
  }
}
