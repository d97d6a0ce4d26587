package io.parley.protocols.engine;

import io.parley.plan.Plan;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks what the provider sends as a run would, and passes it on instead of running. */
final class TapeRun implements TapeSession {
  private final Protocol protocol;
  private final Roles roles;
  private final int self;
  private final Meter meter;
  private final Waits waits;
  private final Estimate expected;
  private final PartyInbox inbox;
  private final Consumer<List<Message>> keep;

  TapeRun(Plan plan, Protocol protocol, Roles roles, int self, Consumer<List<Message>> keep) {
    this.protocol = protocol;
    this.roles = roles;
    this.self = self;
    this.keep = keep;
    waits = new Waits(plan, roles);
    expected = Estimate.of(plan, protocol, roles);
    meter = new Meter(roles, expected.nodes().size());
    inbox = new PartyInbox(roles, self, meter, expected, Long.MAX_VALUE);
  }

  @Override
  public boolean isDealt() {
    return protocol.dealsTo(roles, self);
  }

  @Override
  public void await() throws InterruptedException {
    if (!isDealt()) {
      return;
    }
    waits.get(inbox.tapeSeed(), roles.provider(), SessionKeys.TAPE_SEED);
    if (roles.isParty(self)) {
      waits.get(inbox.tapeEnd(), roles.provider(), SessionKeys.TAPE_END);
    }
    long bytes = meter.bytesFrom(roles.provider());
    long whole = expected.bytes().get(roles.provider()).get(self);
    if (bytes != whole) {
      throw new PeerFaultException(roles.provider(), "provider dealt " + bytes + " bytes of a tape of " + whole);
    }
  }

  @Override
  public Inbox inbox() {
    return new Inbox() {
      @Override
      public void deliver(int peer, List<Message> frame) throws InterruptedException {
        if (peer != roles.provider()) {
          fail(new PeerFaultException(peer, roles.describe(peer) + " sent a message while a tape is made"));
        } else if (inbox.admit(peer, frame)) {
          keep(frame);
          inbox.handOut(peer, frame.stream().filter(m -> Message.node(m.key()) < 0).toList());
        }
      }

      @Override
      public Room room(int peer) {
        return inbox.room(peer);
      }

      @Override
      public void fail(RuntimeException cause) {
        inbox.fail(cause);
      }
    };
  }

  private void keep(List<Message> frame) {
    try {
      keep.accept(frame);
    } catch (RuntimeException e) {
      inbox.fail(e);
    }
  }

  @Override
  public Optional<Waiting> waiting() {
    return waits.longest();
  }

  @Override
  public Usage usage() {
    return meter.usage();
  }
}
