package io.parley.actors;

import io.parley.actors.tape.OpenTape;
import io.parley.client.Tape;
import io.parley.identity.SpiffeId;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.protocols.engine.Channel;
import io.parley.protocols.engine.Inbox;
import io.parley.protocols.engine.Session;
import io.parley.protocols.engine.TapeAgreement;
import java.util.List;
import java.util.Optional;

/**
 * A party or the client in a run with a tape made beforehand: agrees with the others on the tape, burns its part, and
 * feeds it to its session as the provider's lane would.
 */
final class TapeUse implements Seat {
  private final Seat run;
  private final Assignment part;
  private final Optional<OpenTape> own;
  private final TapeAgreement agreement;
  private final Runnable burns;
  private boolean isReady;

  private TapeUse(Seat run, Assignment part, Optional<OpenTape> own, Channel channel, Runnable burns) {
    this.burns = burns;
    this.run = run;
    this.part = part;
    this.own = own;
    agreement = new TapeAgreement(part.roles(), part.role(), channel, run.inbox());
  }

  /**
   * @param isDealt whether the role has a part of the tape
   * @param seat what it does but for the tape
   */
  static Factory of(NodeContext node, SessionActor.Conducted run, boolean isDealt, Factory seat) {
    return (plan, channel) -> {
      Optional<OpenTape> own = isDealt ? Optional.of(open(node, run, plan)) : Optional.empty();
      try {
        return new TapeUse(seat.take(plan, channel), run.part(), own, channel,
            () -> node.audit().burns(run, run.part().tape().orElseThrow()));
      } catch (RuntimeException e) {
        own.ifPresent(OpenTape::close);
        throw e;
      }
    };
  }

  private static OpenTape open(NodeContext node, SessionActor.Conducted run, Plan plan) {
    OpenTape open = node.tapes().open(run.part().tape().orElseThrow(), run.part().role());
    try {
      check(open.part().tape(), run, plan);
      node.credentials().checkTape(open.part().tape(), run.request().client());
      return open;
    } catch (BadRequestException e) {
      open.close();
      throw e;
    }
  }

  private static void check(Tape tape, SessionActor.Conducted run, Plan plan) {
    Assignment part = run.part();
    List<String> parties = run.request().cast().subList(0, part.parties().size()).stream().map(SpiffeId::toString)
        .toList();
    if (!tape.planId().equals(part.program().loweredId()) || !tape.planName().equals(plan.name())
        || !tape.protocol().equals(part.protocol()) || !tape.partyIds().equals(parties)) {
      throw new BadRequestException("Tape " + tape.id() + " is for another plan, protocol or cast. Use another");
    }
  }

  @Override
  public Session session() {
    return run.session();
  }

  @Override
  public Inbox inbox() {
    return agreement.inbox();
  }

  @Override
  public void offline() throws InterruptedException {
    agreement.burn(own.map(tape -> tape.part().tape().name()), () -> own.ifPresent(tape -> {
      burns.run();
      tape.burn();
    }));
    own.ifPresent(OpenTape::verify);
    isReady = true;
  }

  @Override
  public void online() throws InterruptedException {
    if (!isReady) {
      throw new IllegalStateException("A run with a tape begins by burning it");
    }
    Thread feeder = Thread.ofVirtual().name(part + " tape").start(this::feed);
    try {
      run.online();
    } finally {
      feeder.interrupt();
      feeder.join();
    }
  }

  private void feed() {
    try {
      if (own.isPresent()) {
        own.get().deliver(frame -> run.inbox().deliver(part.roles().provider(), frame));
      }
    } catch (InterruptedException e) {
      // The run is over.
    } catch (RuntimeException e) {
      run.inbox().fail(e);
    }
  }

  @Override
  public void close() {
    own.ifPresent(OpenTape::close);
  }
}
