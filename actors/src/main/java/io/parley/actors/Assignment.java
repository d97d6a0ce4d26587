package io.parley.actors;

import io.parley.client.RunMode;
import io.parley.protocols.spi.Roles;
import io.parley.serialization.Attempt;
import io.parley.serialization.Program;
import io.parley.serialization.Proposal;
import io.parley.serialization.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One role's part in one session: a run, or a step of a job.
 *
 * @param session fresh and random for every job, and another one for each step of it and each attempt at it
 * @param role whose part it is, see {@link Roles}
 * @param parties the names of their nodes, in the order of their indices
 * @param protocol by name
 * @param tape that the run uses, if one that was made beforehand
 * @param timeout of the whole job
 */
record Assignment(
    UUID session,
    int role,
    List<String> parties,
    String protocol,
    RunMode mode,
    Program program,
    Optional<UUID> tape,
    Duration timeout) {
  Assignment {
    parties = List.copyOf(parties);
  }

  static Assignment of(Proposal proposal, int role, Attempt attempt, int step) {
    Step what = proposal.job().steps().get(step);
    return new Assignment(session(proposal.session(), attempt.resumption(), step), role, proposal.parties(),
        what.protocol(), Dealings.mode(what.dealing()), what.program(), proposal.tape(),
        Duration.ofMillis(proposal.job().timeoutMillis()));
  }

  /** No two of a job are the same; all begin alike, for who reads logs. */
  private static UUID session(UUID job, int resumption, int step) {
    return new UUID(job.getMostSignificantBits(),
        job.getLeastSignificantBits() ^ ((long) resumption << Integer.SIZE | step));
  }

  Roles roles() {
    return new Roles(parties.size());
  }

  Assignment forRole(int other) {
    return new Assignment(session, other, parties, protocol, mode, program, tape, timeout);
  }

  /** "session 3f2a91c0, party 1", for logs. */
  @Override
  public String toString() {
    return "session " + session.toString().substring(0, 8) + ", " + roles().describe(role);
  }
}
