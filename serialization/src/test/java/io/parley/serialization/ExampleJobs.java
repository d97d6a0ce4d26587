package io.parley.serialization;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Jobs whose bytes are pinned. */
final class ExampleJobs {
  static final UUID TAPE = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  static final UUID SESSION = UUID.fromString("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");
  private static final String NONCE = "000102030405060708090a0b0c0d0e0f";

  private ExampleJobs() {}

  static Map<String, Job> all() {
    return new TreeMap<>(Map.of("job-run", run(), "job-tape", tape(), "job-steps", steps()));
  }

  private static Program program(String planId, List<Integer> byFss, String loweredId) {
    return new Program(planId.repeat(32), 1, byFss, loweredId.repeat(32));
  }

  /** What most clients ask for. */
  static Job run() {
    Step step = new Step(program("a1", List.of(), "b2"), "beaver", Dealing.STREAM, 0, List.of(),
        List.of(new Step.Named("income", "client")),
        List.of(new Step.Named("chance", "client")), List.of());
    return new Job(NONCE, 1_800_000_000_000L, 600_000, List.of(step), List.of());
  }

  private static Job tape() {
    Step step = new Step(program("a1", List.of(3, 9), "b3"), "masked-fss", Dealing.STORED, 2, List.of("alice", "bob"),
        List.of(new Step.Named("income", "client")), List.of(new Step.Named("chance", "client")), List.of(TAPE));
    return new Job(NONCE + NONCE, 1_800_000_000_000L, 1, List.of(step), List.of());
  }

  /** Scores, which nobody sees, and what a bank and its client learn of them. */
  private static Job steps() {
    Step first = new Step(program("a1", List.of(), "b2"), "replicated", Dealing.STREAM, 3, List.of(),
        List.of(new Step.Named("income", "client")), List.of(), List.of());
    Step second = new Step(program("c4", List.of(), "d5"), "replicated", Dealing.STREAM, 3, List.of(),
        List.of(new Step.Named("limit", "client")), List.of(new Step.Named("granted", "client")), List.of());
    return new Job(NONCE, 1_800_000_000_000L, 600_000, List.of(first, second),
        List.of(new Job.Carry(0, "chance", 1, "score")));
  }

  static Proposal proposal(Job job, List<String> parties, java.util.Optional<UUID> tape) {
    return new Proposal(job, RunCodec.id(RunCodec.encode(job)), SESSION, parties, java.util.Optional.of("peggy"),
        "cleo", tape);
  }
}
