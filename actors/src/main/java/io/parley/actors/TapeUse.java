package io.parley.actors;

import io.parley.actors.tape.OpenTape;
import io.parley.actors.tape.TapeStore;
import io.parley.client.Tape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.protocols.engine.Channel;
import io.parley.protocols.engine.Inbox;
import io.parley.protocols.engine.Session;
import io.parley.protocols.engine.TapeAgreement;
import java.util.Optional;

/**
 * A party or the client in a run with a tape made beforehand: agrees with the others on the tape, burns its part, and
 * feeds it to its session as the provider's lane would.
 */
final class TapeUse implements Seat {
  private final Seat run;
  private final Assignment part;
  private final Tape tape;
  private final Optional<OpenTape> own;
  private final TapeAgreement agreement;
  private boolean isReady;

  private TapeUse(Seat run, Assignment part, Tape tape, Optional<OpenTape> own, Channel channel) {
    this.run = run;
    this.part = part;
    this.tape = tape;
    this.own = own;
    agreement = new TapeAgreement(part.roles(), part.role(), channel, run.inbox());
  }

  /**
   * @param isDealt whether the role has a part of the tape
   * @param run what it does but for the tape
   */
  static Factory of(Assignment part, TapeStore store, boolean isDealt, Factory run) {
    return (plan, channel) -> {
      Tape tape = TapeMaking.tape(part, part.tape().orElseThrow(), plan);
      Optional<OpenTape> own = isDealt ? Optional.of(open(store, tape, part.role())) : Optional.empty();
      try {
        return new TapeUse(run.take(plan, channel), part, tape, own, channel);
      } catch (RuntimeException e) {
        own.ifPresent(OpenTape::close);
        throw e;
      }
    };
  }

  private static OpenTape open(TapeStore store, Tape tape, int role) {
    OpenTape open = store.open(tape.id(), role);
    if (!open.part().tape().equals(tape)) {
      open.close();
      throw new BadRequestException("Tape " + tape.id() + " is for another plan, protocol or cast. Use another");
    }
    return open;
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
    agreement.burn(tape.name(), () -> own.ifPresent(OpenTape::burn));
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
