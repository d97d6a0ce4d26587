package io.parley.actors;

import io.parley.actors.tape.TapeStore;
import io.parley.actors.tape.TapeWriter;
import io.parley.client.Tape;
import io.parley.identity.SpiffeId;
import io.parley.plan.Plan;
import io.parley.protocols.engine.Channel;
import io.parley.protocols.engine.Message;
import io.parley.protocols.engine.Session;
import io.parley.protocols.engine.TapeSession;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A party or the client in a run that makes a tape: keeps its part, and publishes it once all have theirs. */
final class TapeMaking implements Seat {
  private final SessionActor.Conducted run;
  private final TapeStore store;
  private final Plan plan;
  private final Channel channel;
  private final boolean isDealt;
  private final TapeSession session;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable TapeWriter writer;
  private boolean closed;

  private TapeMaking(Sessions sessions, SessionActor.Conducted run, TapeStore store, Plan plan, Channel channel) {
    this.run = run;
    this.store = store;
    this.plan = plan;
    this.channel = channel;
    Assignment part = run.part();
    var protocol = sessions.protocol(part.protocol());
    isDealt = protocol.dealsTo(part.roles(), part.role());
    if (isDealt) {
      store.prepare(); // so that a disk that cannot be used is heard of before anything is dealt
    }
    session = sessions.tape(plan, protocol, part.roles(), part.role(), this::add);
  }

  static Factory of(Sessions sessions, SessionActor.Conducted run, TapeStore store) {
    return (plan, channel) -> new TapeMaking(sessions, run, store, plan, channel);
  }

  private void add(List<Message> frame) {
    writer().add(frame);
  }

  /** Begun when the first frame comes, since the tape names what the roles have agreed upon by then. */
  private TapeWriter writer() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("The tape is not made any more");
      }
      TapeWriter begun = writer;
      if (begun == null) {
        Assignment part = run.part();
        begun = store.create(new Tape(part.session(), HexFormat.of().formatHex(channel.binding()),
            part.program().loweredId(), plan.name(), part.protocol(),
            run.request().players(run.attempt()).stream().map(SpiffeId::toString).toList()), part.role());
        writer = begun;
      }
      return begun;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public void offline() throws InterruptedException {
    session.await();
    if (isDealt) {
      writer().finish();
    }
  }

  @Override
  public void online() {
    if (isDealt) {
      writer().publish();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (writer != null) {
        writer.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
