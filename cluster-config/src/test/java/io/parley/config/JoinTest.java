package io.parley.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.Test;

class JoinTest {
  private static final Version VERSION = new Version("0.1.0", 7);
  private final Config system = Join.announce(VERSION, ConfigFactory.load());
  private final Join join = Join.of(system).orElseThrow();

  @Test
  void version_announced_isTold() {
    assertThat(Join.version(system)).contains(VERSION);
  }

  @Test
  void version_missingOrAbsurd_isNone() {
    assertThat(Join.version(ConfigFactory.empty())).isEmpty();
    assertThat(Join.version(system.withoutPath(Join.WIRE_KEY))).isEmpty();
    assertThat(Join.version(system.withValue(Join.WIRE_KEY, ConfigValueFactory.fromAnyRef("seven")))).isEmpty();
    for (String absurd : List.of("", " ", "0.1.0\nforged", "1".repeat(65))) {
      assertThat(Join.version(system.withValue(Join.PROGRAM_KEY, ConfigValueFactory.fromAnyRef(absurd)))).isEmpty();
    }
  }

  @Test
  void refuse_isToldOnceAndToThisNodeOnly() {
    Join other = Join.of(Join.announce(VERSION, ConfigFactory.load())).orElseThrow();

    join.refuse("why");

    assertThat(other.takeRefusal()).isEmpty();
    assertThat(Join.of(system).orElseThrow().takeRefusal()).contains("why");
    assertThat(join.takeRefusal()).isEmpty();
  }

  @Test
  void refuse_silencesTheClustersErrors() {
    ActorSystem actors = ActorSystem.create("refused", system);
    try {
      PekkoLogFilter filter = new PekkoLogFilter(actors.settings(), actors.eventStream());
      assertThat(filter.letsFail("org.apache.pekko.cluster.Cluster")).isTrue();

      join.refuse("why");

      assertThat(filter.letsFail("org.apache.pekko.cluster.Cluster")).isFalse();
      assertThat(filter.letsFail("org.apache.pekko.remote.RemoteActorRef")).isTrue();
    } finally {
      actors.terminate();
    }
  }
}
