package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.config.NodeRole;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DirectoryTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private final List<ActorRef<String>> asked = new ArrayList<>();
  private final Directory<String> directory = new Directory<>(asked::add);
  private final ActorRef<String> early = actor();
  private final ActorRef<String> late = actor();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static ActorRef<String> actor() {
    return KIT.createTestProbe(String.class).getRef();
  }

  private static Introduced introduced(ActorRef<String> actor, String name, long startedMillis) {
    return new Introduced(actor, NodeRole.PARTY, name, new Incarnation("pekko://parley@h:1", startedMillis),
        startedMillis, "", 1);
  }

  @Test
  void list_newActors_areAskedOnceAndCountOnceTheyAnswer() {
    directory.list(List.of(early, late));
    directory.list(List.of(early, late));

    assertThat(asked).containsExactlyInAnyOrder(early, late);
    assertThat(directory.byName()).isEmpty();

    directory.introduce(introduced(late, "a", 2));
    assertThat(directory.byName()).containsOnlyKeys("a");
  }

  @Test
  void byName_twoLivesOfOneName_countsTheLaterWhateverTheOrderOfAnswers() {
    directory.list(List.of(early, late));

    directory.introduce(introduced(late, "a", 2));
    directory.introduce(introduced(early, "a", 1));

    assertThat(directory.first().orElseThrow().actor()).isEqualTo(late);
  }

  @Test
  void doubt_silentActor_doesNotCountUntilItAnswers() {
    directory.list(List.of(early));
    directory.introduce(introduced(early, "a", 1));
    asked.clear();

    directory.doubt(who -> who.name().equals("a"));

    assertThat(directory.byName()).isEmpty();
    assertThat(asked).containsExactly(early);
    directory.introduce(introduced(early, "a", 1));
    assertThat(directory.byName()).containsOnlyKeys("a");
  }

  @Test
  void doubt_others_stillCount() {
    directory.list(List.of(early, late));
    directory.introduce(introduced(early, "a", 1));
    directory.introduce(introduced(late, "b", 2));

    directory.doubt(who -> who.name().equals("a"));

    assertThat(directory.byName()).containsOnlyKeys("b");
  }

  @Test
  void list_withoutAnActor_forgetsIt() {
    directory.list(List.of(early, late));
    directory.introduce(introduced(early, "a", 1));
    directory.introduce(introduced(late, "b", 2));

    directory.list(List.of(late));

    assertThat(directory.byName()).containsOnlyKeys("b");
  }

  @Test
  void introduce_stranger_isIgnored() {
    directory.introduce(introduced(early, "a", 1));

    assertThat(directory.byName()).isEmpty();
  }

  @Test
  void byName_manyNames_areInOrder() {
    directory.list(List.of(early, late));
    directory.introduce(introduced(early, "b", 1));
    directory.introduce(introduced(late, "a", 2));

    assertThat(directory.byName().keySet()).containsExactly("a", "b");
  }
}
