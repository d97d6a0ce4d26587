package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.plan.Plan;
import io.parley.protocols.engine.Channel;
import io.parley.protocols.engine.ClientSession;
import io.parley.protocols.engine.DealerSession;
import io.parley.protocols.engine.Inbox;
import io.parley.protocols.engine.PartySession;
import io.parley.protocols.engine.Usage;
import io.parley.protocols.engine.Waiting;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Real sessions, but party 1 misbehaves as told; counts the parties that are running. */
class FaultySessions implements Sessions {
  /** What party 1 does instead of its run. */
  interface Fault {
    void run() throws InterruptedException;
  }

  private static final Duration SOON = Duration.ofSeconds(20);

  private final Sessions real = Sessions.real();
  private volatile @Nullable Fault fault;
  private volatile Fault delay = () -> {};
  private final AtomicInteger running = new AtomicInteger();
  private volatile CountDownLatch begun = new CountDownLatch(1);

  /** All behave, for now. */
  FaultySessions() {}

  FaultySessions(Fault fault) {
    this.fault = fault;
  }

  /** From now on party 1 never comes to an end by itself. */
  void hang() {
    begun = new CountDownLatch(1);
    fault = () -> new CountDownLatch(1).await();
  }

  /** Party 1 does this first in its next run, and behaves then and later. */
  void first(Fault before) {
    AtomicBoolean done = new AtomicBoolean();
    delay = () -> {
      if (done.compareAndSet(false, true)) {
        before.run();
      }
    };
  }

  /** Party 1 does this first in each run. */
  void eachTime(Fault before) {
    delay = before;
  }

  void awaitBegun() throws InterruptedException {
    begun.await();
  }

  void awaitNoneRunning() throws InterruptedException {
    long end = System.nanoTime() + SOON.toNanos();
    while (running.get() > 0) {
      assertThat(System.nanoTime()).as("a session is left").isLessThan(end);
      Thread.sleep(5);
    }
  }

  /** From now on all behave. */
  void heal() {
    fault = null;
  }

  @Override
  public Protocol protocol(String name) {
    return real.protocol(name);
  }

  @Override
  public DealerSession dealer(Plan plan, Protocol protocol, Roles roles, Channel channel) {
    return real.dealer(plan, protocol, roles, channel);
  }

  @Override
  public ClientSession client(Plan plan, Protocol protocol, Roles roles, Channel channel) {
    return real.client(plan, protocol, roles, channel);
  }

  @Override
  public PartySession party(Plan plan, Protocol protocol, Roles roles, int self, Channel channel, long tapeBytes) {
    PartySession session = real.party(plan, protocol, roles, self, channel, tapeBytes);
    return new PartySession() {
      @Override
      public Inbox inbox() {
        return session.inbox();
      }

      @Override
      public void awaitTape() throws InterruptedException {
        session.awaitTape();
      }

      @Override
      public void run() throws InterruptedException {
        running.incrementAndGet();
        try {
          begun.countDown();
          Fault mine = fault;
          if (self == 1 && mine != null) {
            mine.run();
          } else {
            if (self == 1) {
              delay.run();
            }
            session.run();
          }
        } finally {
          running.decrementAndGet();
        }
      }

      @Override
      public Optional<Waiting> waiting() {
        return session.waiting();
      }

      @Override
      public Usage usage() {
        return session.usage();
      }
    };
  }
}
