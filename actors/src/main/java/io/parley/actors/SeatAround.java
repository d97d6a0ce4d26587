package io.parley.actors;

import io.parley.protocols.engine.Inbox;
import io.parley.protocols.engine.Session;

/** A seat that does what another does, for those who add something to it. */
class SeatAround implements Seat {
  private final Seat seat;

  SeatAround(Seat seat) {
    this.seat = seat;
  }

  @Override
  public final Session session() {
    return seat.session();
  }

  @Override
  public final Inbox inbox() {
    return seat.inbox();
  }

  @Override
  public final void offline() throws InterruptedException {
    seat.offline();
  }

  @Override
  public void online() throws InterruptedException {
    seat.online();
  }

  @Override
  public void close() {
    seat.close();
  }
}
