package io.parley.actors;

import io.parley.plan.Plan;
import io.parley.protocols.engine.Channel;
import io.parley.protocols.engine.ClientSession;
import io.parley.protocols.engine.DealerSession;
import io.parley.protocols.engine.Message;
import io.parley.protocols.engine.PartySession;
import io.parley.protocols.engine.TapeSession;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;

/** Where session actors get their sessions: the one door from actors to arithmetic. */
interface Sessions {
  /** @throws io.parley.plan.BadRequestException if there is none of that name */
  Protocol protocol(String name);

  PartySession party(Plan plan, Protocol protocol, Roles roles, int self, Channel channel, long tapeBytes);

  DealerSession dealer(Plan plan, Protocol protocol, Roles roles, Channel channel);

  ClientSession client(Plan plan, Protocol protocol, Roles roles, Channel channel);

  /** @param keep takes the tape */
  default TapeSession tape(Plan plan, Protocol protocol, Roles roles, int self, Consumer<List<Message>> keep) {
    return TapeSession.create(plan, protocol, roles, self, keep);
  }

  /** The protocols on the class path, with the system's randomness. */
  static Sessions real() {
    SecureRandom random = new SecureRandom();
    return new Sessions() {
      @Override
      public Protocol protocol(String name) {
        return Protocols.byName(name);
      }

      @Override
      public PartySession party(Plan plan, Protocol protocol, Roles roles, int self, Channel channel, long tapeBytes) {
        return PartySession.create(plan, protocol, roles, self, channel, tapeBytes);
      }

      @Override
      public DealerSession dealer(Plan plan, Protocol protocol, Roles roles, Channel channel) {
        return DealerSession.create(plan, protocol, roles, channel, random);
      }

      @Override
      public ClientSession client(Plan plan, Protocol protocol, Roles roles, Channel channel) {
        return ClientSession.create(plan, protocol, roles, channel, random);
      }
    };
  }
}
