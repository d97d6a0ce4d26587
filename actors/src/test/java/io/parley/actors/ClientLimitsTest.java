package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.Parley;
import io.parley.client.RunFailedException;
import io.parley.client.RunOptions;
import io.parley.config.NodeSettings;
import io.parley.config.SessionSettings;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.protocols.engine.Channel;
import io.parley.protocols.engine.ClientSession;
import io.parley.protocols.engine.DealerSession;
import io.parley.protocols.engine.Inbox;
import io.parley.protocols.engine.PartySession;
import io.parley.protocols.engine.Usage;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import io.parley.serialization.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one client may take from others: some of the turns, some of the line, and a seat only while it sends inputs. */
@Timeout(60)
class ClientLimitsTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private final TestProbe<ClientRunActor.Command> runs = KIT.createTestProbe(ClientRunActor.Command.class);
  private final TestProbe<PlanStore.Command> plans = KIT.createTestProbe(PlanStore.Command.class);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static SessionSettings settings(int concurrent, int perClient) {
    NodeSettings settings = TestCluster.settings(Map.of("parley.node.name", "c", "parley.node.roles",
        List.of("coordinator"), "parley.session.max-concurrent", concurrent, "parley.session.max-per-client",
        perClient));
    return settings.session();
  }

  private RunRequest run(String client) {
    return new RunRequest(new byte[0], new byte[0], 0, Attempt.FIRST, new long[]{1}, plans.getRef(), runs.getRef(),
        client, client, new Incarnation(client, 1),
        new byte[0]);
  }

  @Test
  void take_oneClientHasAllThatItMay_othersDoNotWaitForIt() {
    Turns turns = new Turns(settings(4, 2));
    RunRequest waiting = run("greedy");

    assertThat(turns.take(run("greedy"))).isTrue();
    assertThat(turns.take(run("greedy"))).isTrue();
    assertThat(turns.take(waiting)).isFalse();

    assertThat(turns.take(run("honest"))).isTrue();
    assertThat(turns.end("honest")).as("not the greedy one's turn").isEmpty();
    assertThat(turns.end("greedy")).containsSame(waiting);
  }

  @Test
  void take_allTurnsTaken_endsInTheOrderOfTheLine() {
    Turns turns = new Turns(settings(1, 1));
    turns.take(run("a"));
    RunRequest second = run("a");
    RunRequest third = run("b");
    turns.take(second);
    turns.take(third);

    assertThat(turns.end("a")).containsSame(second);
    assertThat(turns.end("a")).containsSame(third);
  }

  @Test
  void take_fourTimesAsManyWait_isRefusedToThatClientAlone() {
    Turns turns = new Turns(settings(1, 1));
    for (int i = 0; i < 5; i++) {
      turns.take(run("greedy"));
    }

    assertThatThrownBy(() -> turns.take(run("greedy"))).isInstanceOf(BadRequestException.class)
        .hasMessage("greedy has 1 runs that go on, and 4 more wait, all that parley.session.max-per-client allows. Try"
            + " again later");
    assertThat(turns.take(run("honest"))).isFalse();
  }

  /** A client that never shares its inputs. */
  private static Sessions mute(CountDownLatch end) {
    FaultySessions real = new FaultySessions();
    return new Sessions() {
      @Override
      public Protocol protocol(String name) {
        return real.protocol(name);
      }

      @Override
      public PartySession party(Plan plan, Protocol protocol, Roles roles, int self,
          Channel channel, long tapeBytes) {
        return Sessions.real().party(plan, protocol, roles, self, channel, tapeBytes);
      }

      @Override
      public DealerSession dealer(Plan plan, Protocol protocol, Roles roles,
          Channel channel) {
        return real.dealer(plan, protocol, roles, channel);
      }

      @Override
      public ClientSession client(Plan plan, Protocol protocol, Roles roles, Channel channel) {
        ClientSession session = real.client(plan, protocol, roles, channel);
        return new ClientSession() {
          @Override
          public void share(Map<String, Values> inputs) throws InterruptedException {
            end.await();
          }

          @Override
          public Map<String, Values> reveal() throws InterruptedException {
            return session.reveal();
          }

          @Override
          public Inbox inbox() {
            return session.inbox();
          }

          @Override
          public Usage usage() {
            return session.usage();
          }
        };
      }
    };
  }

  @Test
  void run_clientThatSendsNoInputs_isEndedInItsName() throws InterruptedException {
    try (Parley parley = LocalParley.of(2, mute(new CountDownLatch(1)), Map.of("parley.session.input-timeout", "1s"))) {
      assertThatThrownBy(() -> parley.run(PlansForTests.layer(2),
          RunOptions.defaults().withTimeout(Duration.ofSeconds(50)), PlansForTests.inputs(2, 1)))
          .isInstanceOf(RunFailedException.class).hasMessage("client (client) has sent nothing of its inputs for 1 s,"
              + " all that parley.session.input-timeout allows");
    }
  }
}
