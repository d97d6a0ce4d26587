package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.plan.Plan;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.trace.Trace;
import io.parley.protocols.engine.DealerSession;
import io.parley.protocols.engine.Message;
import io.parley.protocols.engine.TapeSession;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TapeSessionTest {
  private static final Roles ROLES = new Roles(2);
  private static final int LAST = 1;

  private final List<Message> kept = new ArrayList<>();

  private static Plan plan(Protocol protocol) {
    Trace trace = Trace.create("relu");
    trace.reveal("y", trace.secret("x", Shape.of(5)).relu());
    return Lowering.lower(trace.plan(), protocol.target());
  }

  private TapeSession session(Protocol protocol, int self, Consumer<List<Message>> keep) {
    return TapeSession.create(plan(protocol), protocol, ROLES, self, keep);
  }

  /** What the provider sends a role. */
  private static List<List<Message>> dealt(Protocol protocol, int role) throws InterruptedException {
    List<List<Message>> frames = new ArrayList<>();
    DealerSession.create(plan(protocol), protocol, ROLES, (peer, frame) -> {
      if (peer == role) {
        frames.add(List.copyOf(frame));
      }
    }, new SecureRandom()).run();
    return frames;
  }

  private static void deliver(TapeSession session, List<List<Message>> frames) throws InterruptedException {
    for (List<Message> frame : frames) {
      session.inbox().deliver(ROLES.provider(), frame);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"beaver", "masked", "masked-fss", "spdz2k"})
  void await_wholeTape_keepsEveryMessage(String name) throws InterruptedException {
    Protocol protocol = Protocols.byName(name);
    for (int role : List.of(0, LAST, ROLES.client())) {
      kept.clear();
      List<List<Message>> frames = dealt(protocol, role);
      TapeSession session = session(protocol, role, kept::addAll);

      deliver(session, frames);
      session.await();

      assertThat(session.isDealt()).isEqualTo(!frames.isEmpty());
      assertThat(kept).containsExactlyElementsOf(frames.stream().flatMap(List::stream).toList());
    }
  }

  @Test
  void await_messageMissing_blamesTheProvider() throws InterruptedException {
    Protocol protocol = Protocols.byName("beaver");
    TapeSession session = session(protocol, LAST, kept::addAll);

    deliver(session, dealt(protocol, LAST).stream()
        .map(frame -> frame.stream().filter(m -> Message.node(m.key()) != 1 || m.bytes() == 0).toList()).toList());

    assertThatThrownBy(session::await).isInstanceOf(PeerFaultException.class).hasMessageContaining("provider dealt");
  }

  @Test
  void deliver_moreThanDeclared_isRefusedAndNotKept() throws InterruptedException {
    Protocol protocol = Protocols.byName("beaver");
    TapeSession session = session(protocol, LAST, kept::addAll);

    session.inbox().deliver(ROLES.provider(), List.of(new Message(Message.key(1, 0), 0, new long[1 << 20])));

    assertThatThrownBy(session::await).isInstanceOf(PeerFaultException.class)
        .hasMessageContaining("more than the protocol allows");
    assertThat(kept).isEmpty();
  }

  @Test
  void deliver_fromAParty_isRefusedAndNotKept() throws InterruptedException {
    TapeSession session = session(Protocols.byName("beaver"), LAST, kept::addAll);

    session.inbox().deliver(0, List.of(new Message(Message.key(1, 0), 0, new long[1])));

    assertThatThrownBy(session::await).isInstanceOf(PeerFaultException.class)
        .hasMessageContaining("party 0 sent a message while a tape is made");
    assertThat(kept).isEmpty();
  }

  @Test
  void deliver_keepFails_endsTheSessionWithTheReason() throws InterruptedException {
    Protocol protocol = Protocols.byName("beaver");
    TapeSession session = session(protocol, LAST, _ -> {
      throw new UncheckedIOException(new IOException("disk full"));
    });

    deliver(session, dealt(protocol, LAST));

    assertThatThrownBy(session::await).hasMessageContaining("disk full");
  }
}
