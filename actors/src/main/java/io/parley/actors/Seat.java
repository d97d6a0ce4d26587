package io.parley.actors;

import io.parley.client.RunMode;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.protocols.engine.Channel;
import io.parley.protocols.engine.ClientSession;
import io.parley.protocols.engine.DealerSession;
import io.parley.protocols.engine.Inbox;
import io.parley.protocols.engine.PartySession;
import io.parley.protocols.engine.Session;
import java.util.Map;
import java.util.function.Consumer;

/** What one role does in each phase: all in which the sessions of parties, provider and client differ. */
interface Seat {
  Session session();

  /** Where the lanes deliver. */
  default Inbox inbox() {
    return session().inbox();
  }

  void offline() throws InterruptedException;

  void online() throws InterruptedException;

  /** Nothing of it is used any more. May be called more than once, and while a phase still runs. */
  default void close() {}

  /** Makes the seat once plan and channel are there; may take long, and throw what a session's creation throws. */
  interface Factory {
    Seat take(Plan plan, Channel channel);
  }

  static Factory party(Sessions sessions, Assignment part, long tapeBytes) {
    return (plan, channel) -> {
      long held = part.mode() == RunMode.APART ? Long.MAX_VALUE : tapeBytes;
      PartySession session = sessions.party(plan, sessions.protocol(part.protocol()), part.roles(), part.role(),
          channel, held);
      return new Seat() {
        @Override
        public Session session() {
          return session;
        }

        @Override
        public void offline() throws InterruptedException {
          session.awaitTape();
        }

        @Override
        public void online() throws InterruptedException {
          session.run();
        }
      };
    };
  }

  static Factory provider(Sessions sessions, Assignment part) {
    return (plan, channel) -> {
      DealerSession session = sessions.dealer(plan, sessions.protocol(part.protocol()), part.roles(), channel);
      return new Seat() {
        @Override
        public Session session() {
          return session;
        }

        @Override
        public void offline() throws InterruptedException {
          session.run();
        }

        @Override
        public void online() throws InterruptedException {
          if (part.mode() == RunMode.STREAM) {
            session.run();
          }
        }
      };
    };
  }

  /** @param outputs takes what is revealed; to be read only after the run has succeeded everywhere */
  static Factory client(Sessions sessions, Assignment part, Map<String, Values> inputs,
      Consumer<Map<String, Values>> outputs) {
    return (plan, channel) -> {
      ClientSession session = sessions.client(plan, sessions.protocol(part.protocol()), part.roles(), channel);
      return new Seat() {
        @Override
        public Session session() {
          return session;
        }

        @Override
        public void offline() {}

        @Override
        public void online() throws InterruptedException {
          session.share(inputs);
          outputs.accept(session.reveal());
        }
      };
    };
  }

  /** Likewise, and says when its online phase is over. */
  static Factory telling(Factory seats, Runnable over) {
    return (plan, channel) -> new SeatAround(seats.take(plan, channel)) {
      @Override
      public void online() throws InterruptedException {
        super.online();
        over.run();
      }
    };
  }
}
