package io.parley.actors;

import io.parley.serialization.Dealing;
import io.parley.serialization.Job;
import io.parley.serialization.Program;
import io.parley.serialization.Proposal;
import io.parley.serialization.RunCodec;
import io.parley.serialization.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Jobs of plans that there are not. */
final class JobsForTests {
  static final Program PROGRAM = new Program("ab".repeat(32), 1, List.of(), "cd".repeat(32));
  private static final Random RANDOM = new Random(1);

  private JobsForTests() {}

  static Step step(String protocol, int parties, String... names) {
    return new Step(PROGRAM, protocol, Dealing.STREAM, parties, List.of(names),
        List.of(new Step.Named("x", "client")), List.of(new Step.Named("y", "client")), List.of());
  }

  /** With a nonce of its own, and a minute to run. */
  static Job job(Instant expires, Step... steps) {
    byte[] nonce = new byte[16];
    RANDOM.nextBytes(nonce);
    return new Job(HexFormat.of().formatHex(nonce), expires.toEpochMilli(), Duration.ofMinutes(1).toMillis(),
        List.of(steps), List.of());
  }

  static byte[] proposal(Job job, UUID session, List<String> parties, String client) {
    byte[] bytes = RunCodec.encode(job);
    return RunCodec.encode(bytes, new Proposal(job, RunCodec.id(bytes), 0, session, parties, Optional.empty(), client,
        Optional.empty()));
  }
}
