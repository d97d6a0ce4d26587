package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.config.NodeRole;
import io.parley.plan.BadRequestException;
import io.parley.protocols.spi.Protocols;
import io.parley.serialization.Step;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CastTest {
  private static final Incarnation SOMEWHERE = new Incarnation("pekko://parley@h:1", 1);
  private static final ActorTestKit KIT = ActorTestKit.create();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static Directory<SessionHost.Command> directory(String... names) {
    Directory<SessionHost.Command> directory = new Directory<>(_ -> {});
    List<ActorRef<SessionHost.Command>> actors = new ArrayList<>();
    for (String _ : names) {
      actors.add(KIT.createTestProbe(SessionHost.Command.class).getRef());
    }
    directory.list(actors);
    for (int i = 0; i < names.length; i++) {
      directory.introduce(new Introduced(actors.get(i), NodeRole.PARTY, names[i], SOMEWHERE, 1, "", 2));
    }
    return directory;
  }

  private static Step request(int parties, String... names) {
    return JobsForTests.step("beaver", parties, names);
  }

  private static List<String> parties(Step request, Directory<SessionHost.Command> parties) {
    return Cast.choose(request, Protocols.byName("beaver"), parties, directory("p")).parties().stream()
        .map(p -> p.who().name()).toList();
  }

  private static void assertRefused(Step request, String message, List<String> parties, String... providers) {
    assertThatThrownBy(() -> Cast.choose(request, Protocols.byName("beaver"),
        directory(parties.toArray(String[]::new)), directory(providers))).isInstanceOf(BadRequestException.class)
        .hasMessage(message);
  }

  @Test
  void choose_count_takesTheFirstByName() {
    assertThat(parties(request(2), directory("c", "a", "b"))).containsExactly("a", "b");
  }

  @Test
  void choose_noCount_takesAll() {
    assertThat(parties(request(0), directory("c", "a", "b"))).containsExactly("a", "b", "c");
  }

  @Test
  void choose_names_keepTheirOrder() {
    assertThat(parties(request(0, "c", "a"), directory("c", "a", "b"))).containsExactly("c", "a");
  }

  @Test
  void choose_tooFew_saysWhatToStart() {
    assertRefused(request(3),
        "The protocol 'beaver' needs 3 parties and a provider; the cluster has parties a, b and no"
            + " provider. Start: parley node --role party; parley node --role provider. " + Protocols.runnable(2),
        List.of("a", "b"));
  }

  @Test
  void choose_emptyCluster_asksForTheLeastThatTheProtocolNeeds() {
    assertRefused(request(0), "The protocol 'beaver' needs 2 parties and a provider; the cluster has no party and"
        + " provider p. Start: parley node --role party; parley node --role party", List.of(), "p");
  }

  @Test
  void choose_missingName_saysWhatToStart() {
    assertRefused(request(0, "a", "zoe"), "The protocol 'beaver' needs parties a, zoe and a provider; the cluster has"
        + " parties a, b and provider p. Start: parley node --role party --name zoe", List.of("a", "b"), "p");
  }

  @Test
  void choose_sameNameTwice_isRefused() {
    assertRefused(request(0, "a", "a"), "A party is named twice in [a, a]. Name different ones", List.of("a", "b"),
        "p");
  }

  @Test
  void choose_namesAndOtherCount_isRefused() {
    assertRefused(request(3, "a", "b"), "The run names 2 parties but asks for 3. Make them agree", List.of("a", "b"),
        "p");
  }

  @Test
  void choose_countThatTheProtocolRefuses_givesItsReason() {
    String why = Protocols.byName("beaver").refuses(1).orElseThrow() + ". " + Protocols.runnable(1);

    assertRefused(request(1), why, List.of("a", "b"), "p");
  }
}
