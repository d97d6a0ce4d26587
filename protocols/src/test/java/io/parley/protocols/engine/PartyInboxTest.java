package io.parley.protocols.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.Shape;
import io.parley.plan.Plan;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartyInboxTest {
  private static final int LENGTH = 100;
  private static final Roles ROLES = new Roles(2);
  private final Protocol protocol = Protocols.byName("beaver");
  private final Plan plan = Lowering.lower(product(), protocol.target());
  private final Estimate estimate = Estimate.of(plan, protocol, ROLES);
  private final PartyInbox inbox = new PartyInbox(ROLES, 1, new Meter(ROLES, estimate.nodes().size()), estimate,
      1 << 20);

  private static Plan product() {
    Trace trace = Trace.create("product");
    SecretTensor x = trace.secret("x", Shape.of(LENGTH));
    trace.reveal("y", x.mul(x).mul(x).mul(x));
    return trace.plan();
  }

  private List<Message> input() {
    return List.of(new Message(SessionKeys.input(plan.inputs().getFirst().id()), 0, new long[LENGTH]));
  }

  @Test
  void room_ofTheClient_isWhatItOwes() throws InterruptedException {
    assertThat(inbox.room(ROLES.client()).bytes()).isEqualTo(8L * LENGTH);

    inbox.deliver(ROLES.client(), input());

    assertThat(inbox.room(ROLES.client()).bytes()).isZero();
    assertThat(inbox.room(ROLES.client()).messages()).isPositive();
  }

  /** Of a tape of any length no more than one op's, and what is not worth a frame, may be in memory at once. */
  @Test
  void room_ofTheProvider_isThatOfOneOp() {
    long longest = estimate.nodes().stream().mapToLong(n -> n.tapeByParty().get(1)).max().orElseThrow();
    long whole = estimate.bytes().get(ROLES.provider()).get(1);

    assertThat(whole).isGreaterThan(2 * longest);
    assertThat(inbox.room(ROLES.provider()).bytes()).isEqualTo(Math.min(whole, longest + 8 * RoundMerger.EARLY_WORDS));
  }

  @Test
  void inputSilence_whileSomethingComes_beginsAnew() {
    long longAgo = System.nanoTime() - Duration.ofMinutes(5).toNanos();
    assertThat(inbox.inputSilence(longAgo).orElseThrow()).isGreaterThanOrEqualTo(Duration.ofMinutes(5));

    inbox.arriving(0);
    assertThat(inbox.inputSilence(longAgo).orElseThrow()).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
    inbox.arriving(ROLES.client());

    assertThat(inbox.inputSilence(longAgo).orElseThrow()).isLessThan(Duration.ofMinutes(4));
  }

  @Test
  void inputSilence_afterAllInputs_isNone() throws InterruptedException {
    inbox.deliver(ROLES.client(), input());

    assertThat(inbox.inputSilence(0)).isEmpty();
  }
}
