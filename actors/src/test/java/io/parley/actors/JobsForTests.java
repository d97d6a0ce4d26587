package io.parley.actors;

import io.parley.identity.Identity;
import io.parley.identity.IdentityRole;
import io.parley.identity.SpiffeId;
import io.parley.serialization.ContractCodec;
import io.parley.serialization.Dealing;
import io.parley.serialization.Job;
import io.parley.serialization.Program;
import io.parley.serialization.Proposal;
import io.parley.serialization.RunCodec;
import io.parley.serialization.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

  /** As who a node without keys signs. */
  static SpiffeId id(IdentityRole role, String name) {
    return new SpiffeId("development", name, role, name);
  }

  /** Of a job without a provider, not signed yet. */
  static byte[] unsigned(Job job, UUID session, List<String> parties, String client) {
    byte[] bytes = RunCodec.encode(job);
    List<SpiffeId> cast = new ArrayList<>(parties.stream().map(name -> id(IdentityRole.PARTY, name)).toList());
    cast.add(id(IdentityRole.CLIENT, client));
    return ContractCodec.encode(RunCodec.encode(bytes, new Proposal(job, RunCodec.id(bytes), session, parties,
        Optional.empty(), client, Optional.empty())), cast);
  }

  /** Likewise, signed by its client. */
  static byte[] request(Job job, UUID session, List<String> parties, String client) {
    return ContractCodec.encode(Identity.throwAway(id(IdentityRole.CLIENT, client))
        .sign(ContractCodec.REQUEST, unsigned(job, session, parties, client)));
  }
}
