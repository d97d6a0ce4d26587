package io.parley.actors;

import io.parley.actors.tape.TapeStore;
import io.parley.actors.tape.TapeWriter;
import io.parley.client.Tape;
import io.parley.plan.Plan;
import io.parley.protocols.engine.Session;
import io.parley.protocols.engine.TapeSession;
import java.util.Optional;
import java.util.UUID;

/** A party or the client in a run that makes a tape: keeps its part, and publishes it once all have theirs. */
final class TapeMaking implements Seat {
  private final Optional<TapeWriter> writer;
  private final TapeSession session;

  private TapeMaking(Sessions sessions, Assignment part, TapeStore store, Plan plan) {
    var protocol = sessions.protocol(part.protocol());
    writer = protocol.dealsTo(part.roles(), part.role())
        ? Optional.of(store.create(tape(part, part.session(), plan), part.role()))
        : Optional.empty();
    session = sessions.tape(plan, protocol, part.roles(), part.role(), frame -> writer.orElseThrow().add(frame));
  }

  static Factory of(Sessions sessions, Assignment part, TapeStore store) {
    return (plan, _) -> new TapeMaking(sessions, part, store, plan);
  }

  static Tape tape(Assignment part, UUID id, Plan plan) {
    return new Tape(id, part.program().loweredId(), plan.name(), part.protocol(), part.parties());
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public void offline() throws InterruptedException {
    session.await();
    writer.ifPresent(TapeWriter::finish);
  }

  @Override
  public void online() {
    writer.ifPresent(TapeWriter::publish);
  }

  @Override
  public void close() {
    writer.ifPresent(TapeWriter::close);
  }
}
