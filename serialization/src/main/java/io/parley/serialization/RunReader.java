package io.parley.serialization;

import com.google.protobuf.ByteString;
import io.parley.plan.PlanBuilder;
import io.parley.serialization.v1.RunProto;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** From protobuf to jobs and proposals, for bytes that nobody vouches for. */
final class RunReader {
  private static final int ID_BYTES = 32;
  private static final int UUID_BYTES = 16;
  private static final int LEAST_NONCE_BYTES = 16;
  private static final int MOST_NONCE_BYTES = 64;
  private static final long MOST_TIMEOUT_MILLIS = 7L * 24 * 3_600 * 1_000;
  private static final int MOST_PARTIES = 1_000;

  private RunReader() {}

  static Job job(RunProto.Job in) {
    Checks checks = Checks.of("A job");
    Canonical.version(checks, in.getVersion(), RunCodec.VERSION);
    checks.require(in.getNonce().size() >= LEAST_NONCE_BYTES && in.getNonce().size() <= MOST_NONCE_BYTES,
        "has a nonce of " + in.getNonce().size() + " bytes; " + LEAST_NONCE_BYTES + " to " + MOST_NONCE_BYTES
            + " are needed");
    checks.require(in.getExpiresMillis() > 0, "does not say when it expires");
    checks.require(in.getTimeoutMillis() > 0, "has no time to run");
    checks.require(in.getTimeoutMillis() <= MOST_TIMEOUT_MILLIS, "may take " + in.getTimeoutMillis() + " ms; "
        + MOST_TIMEOUT_MILLIS + ", which are 7 days, are most");
    int count = in.getStepsCount();
    checks.require(count > 0 && count <= Job.MOST_STEPS,
        "has " + count + " steps; 1 to " + Job.MOST_STEPS + " are possible");
    List<Step> steps = new ArrayList<>();
    for (RunProto.Step step : in.getStepsList()) {
      steps.add(step(Checks.of("Step " + steps.size() + " of a job"), step));
    }
    together(checks, steps);
    return new Job(hex(in.getNonce()), in.getExpiresMillis(), in.getTimeoutMillis(), steps,
        carries(checks, in.getCarriesList(), steps));
  }

  /** They are agreed upon once, and a tape is for one run. */
  private static void together(Checks checks, List<Step> steps) {
    checks.require(steps.stream().map(Step::protocol).distinct().count() == 1, "has steps of different protocols");
    checks.require(steps.size() == 1 || steps.stream().map(Step::dealing).noneMatch(Dealing::isOfTape),
        "has several steps, of which one makes or uses a tape");
  }

  private static Step step(Checks checks, RunProto.Step in) {
    checks.text(in.getProtocol(), "protocol");
    Dealing dealing = switch (in.getDealing()) {
      case DEALING_STREAM -> Dealing.STREAM;
      case DEALING_APART -> Dealing.APART;
      case DEALING_MAKE -> Dealing.MAKE;
      case DEALING_STORED -> Dealing.STORED;
      case DEALING_UNSPECIFIED, UNRECOGNIZED ->
        throw checks.refusal("deals in the unknown way " + in.getDealingValue());
    };
    RunProto.Cast cast = in.getCast();
    checks.require(cast.getParties() >= 0 && cast.getParties() <= MOST_PARTIES,
        "asks for " + Integer.toUnsignedString(cast.getParties()) + " parties; " + MOST_PARTIES + " are most");
    parties(checks, cast.getNamesList());
    checks.require(dealing == Dealing.STORED || in.getTapesCount() == 0, "names tapes, but uses none");
    List<UUID> tapes = in.getTapesList().stream().map(id -> uuid(checks, id, "tape")).toList();
    distinct(checks, tapes, "tape");
    List<Step.Named> inputs = in.getInputsList().stream().map(i -> new Step.Named(i.getName(), i.getOwner())).toList();
    List<Step.Named> outputs = in.getOutputsList().stream().map(o -> new Step.Named(o.getName(), o.getReceiver()))
        .toList();
    named(checks, inputs, "input", "owner");
    named(checks, outputs, "output", "receiver");
    return new Step(program(checks, in.getProgram()), in.getProtocol(), dealing, cast.getParties(),
        cast.getNamesList(), inputs, outputs, tapes);
  }

  private static Program program(Checks checks, RunProto.Program in) {
    checks.require(in.getLowering() >= 0, "names no version of lowering");
    int last = -1;
    for (int node : in.getByFssList()) {
      checks.require(node > last && node < PlanBuilder.MAX_NODES,
          "has comparisons " + Integer.toUnsignedString(node) + " out of order");
      last = node;
    }
    return new Program(id(checks, in.getPlanId(), "plan"), in.getLowering(), in.getByFssList(),
        id(checks, in.getLoweredId(), "lowered plan"));
  }

  private static void parties(Checks checks, List<String> names) {
    checks.require(names.size() <= MOST_PARTIES, "has " + names.size() + " parties; " + MOST_PARTIES + " are most");
    names.forEach(name -> checks.text(name, "party"));
  }

  private static void named(Checks checks, List<Step.Named> all, String what, String whose) {
    checks.require(all.size() <= PlanBuilder.MAX_NODES, "has too many " + what + "s");
    for (Step.Named each : all) {
      checks.text(each.name(), what + " name");
      checks.text(each.whose(), whose);
    }
    distinct(checks, all.stream().map(Step.Named::name).toList(), what);
  }

  private static void distinct(Checks checks, List<?> all, String what) {
    checks.require(new HashSet<>(all).size() == all.size(), "names the same " + what + " twice");
  }

  private static List<Job.Carry> carries(Checks checks, List<RunProto.Carry> in, List<Step> steps) {
    List<Job.Carry> carries = new ArrayList<>();
    Set<Step.Named> filled = new HashSet<>();
    int last = 0;
    for (RunProto.Carry carry : in) {
      int from = carry.getFromStep();
      int to = carry.getToStep();
      checks.require(from >= 0 && from < to && to < steps.size() && to >= last, "carries from step "
          + Integer.toUnsignedString(from) + " to step " + Integer.toUnsignedString(to)
          + ", but has to carry forwards, in the order of its " + steps.size() + " steps");
      checks.text(carry.getOutput(), "output name");
      checks.text(carry.getInput(), "input name");
      boolean brought = steps.get(to).inputs().stream().anyMatch(input -> input.name().equals(carry.getInput()));
      checks.require(!brought && filled.add(new Step.Named(carry.getInput(), String.valueOf(to))),
          "has two values for input '" + Checks.quote(carry.getInput()) + "' of step " + to);
      carries.add(new Job.Carry(from, carry.getOutput(), to, carry.getInput()));
      last = to;
    }
    return carries;
  }

  /** What the client left open is settled, and what it did not is kept. */
  static Proposal proposal(RunProto.Proposal in, Job job, String jobId) {
    Checks checks = Checks.of("A proposal");
    Canonical.version(checks, in.getVersion(), RunCodec.VERSION);
    parties(checks, in.getPartiesList());
    distinct(checks, in.getPartiesList(), "party");
    int parties = in.getPartiesCount();
    checks.require(parties > 0, "has no parties");
    for (Step step : job.steps()) {
      checks.require(step.parties() == 0 || step.parties() == parties,
          "has " + parties + " parties, but the job asks for " + step.parties());
      checks.require(step.partyNames().isEmpty() || step.partyNames().equals(in.getPartiesList()),
          "has the parties " + in.getPartiesList() + ", but the job names " + step.partyNames());
    }
    Optional<String> provider = Optional.of(in.getProvider()).filter(name -> !name.isEmpty());
    provider.ifPresent(name -> checks.text(name, "provider"));
    checks.text(in.getClient(), "client");
    Optional<UUID> tape = in.getTape().isEmpty() ? Optional.empty() : Optional.of(uuid(checks, in.getTape(), "tape"));
    Step step = job.steps().getFirst();
    checks.require(tape.isPresent() == (step.dealing() == Dealing.STORED),
        tape.isPresent() ? "has a tape, but the job wants none" : "has no tape, but the job wants one");
    checks.require(step.tapes().isEmpty() || tape.isEmpty() || step.tapes().contains(tape.get()),
        "has a tape that the job does not name");
    return new Proposal(job, jobId, uuid(checks, in.getSession(), "session"), in.getPartiesList(),
        provider, in.getClient(), tape);
  }

  private static String id(Checks checks, ByteString id, String what) {
    checks.require(id.size() == ID_BYTES, "has a " + what + " id of " + id.size() + " bytes, not " + ID_BYTES);
    return hex(id);
  }

  static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  static UUID uuid(Checks checks, ByteString id, String what) {
    checks.require(id.size() == UUID_BYTES, "has a " + what + " id of " + id.size() + " bytes, not " + UUID_BYTES);
    ByteBuffer bytes = id.asReadOnlyByteBuffer();
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
