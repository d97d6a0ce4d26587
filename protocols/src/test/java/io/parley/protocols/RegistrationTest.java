package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.Shape;
import io.parley.plan.Op;
import io.parley.plan.Values;
import io.parley.protocols.plain.PlainProtocol;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A protocol that only the tests know is found and run, and is under the conformance suite, by its registration. */
class RegistrationTest {
  /** The reference under another name: registered in META-INF/services of the tests, and nowhere else. */
  public static final class Guest extends ForwardingProtocol {
    public Guest() {
      super(new PlainProtocol());
    }

    @Override
    public String name() {
      return "guest";
    }
  }

  @Test
  void aRegisteredProtocol_isFoundByName_runs_andIsUnderTheSuite() throws Exception {
    Protocol guest = Protocols.byName("guest");
    PlansForTests b = new PlansForTests();
    int x = b.secret("x", Shape.of(2), 16);
    b.reveal("z", b.add(new Op.Add(), b.type(x), x, x));

    var outcome = LocalNetwork.run(b.plan(), guest, 1, Map.of("x", Values.of(Shape.of(2), 1, -2)));

    assertThat(outcome.output("z").data()).containsExactly(2, -4);
    assertThat(ConformanceTest.settings()).anyMatch(s -> s.protocol().equals(guest));
  }
}
