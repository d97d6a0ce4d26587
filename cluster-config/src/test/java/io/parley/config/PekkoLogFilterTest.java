package io.parley.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PekkoLogFilterTest {
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final ActorSystem SYSTEM = ActorSystem.create("logs",
      NodeSettings.of(Map.of("parley.node.name", "a", "parley.node.roles", List.of("party"), "parley.lane.transport",
          "memory")).actorSystem());
  private final PekkoLogFilter filter = new PekkoLogFilter(SYSTEM.settings(), SYSTEM.eventStream());

  @AfterAll
  static void stop() {
    SYSTEM.terminate();
  }

  @Test
  void isWarningEnabled_ofANodesActorSystem_isDecidedByTheFilter() {
    assertThat(SYSTEM.settings().config().getString("pekko.logging-filter")).isEqualTo(PekkoLogFilter.class.getName());
    assertThat(filter.isWarningEnabled(PekkoLogFilterTest.class, "test")).isTrue();
  }

  @Test
  void letsWarn_ordinaryClass_isAlways() {
    assertThat(filter.letsWarn("org.apache.pekko.cluster.Cluster", 0)).isTrue();
    assertThat(filter.letsWarn("org.apache.pekko.cluster.Cluster", 1)).isTrue();
  }

  @Test
  void letsWarn_endOfAConnection_isNever() {
    assertThat(filter.letsWarn("org.apache.pekko.stream.Materializer", 0)).isFalse();
  }

  @Test
  void letsWarn_badFrames_isOnceAMinute() {
    String decoder = "org.apache.pekko.remote.artery.Decoder";

    assertThat(filter.letsWarn(decoder, 5)).isTrue();
    assertThat(filter.letsWarn(decoder, 4 + MINUTE_NANOS)).isFalse();
    assertThat(filter.letsWarn("org.apache.pekko.remote.artery.Handshake", 4 + MINUTE_NANOS)).isTrue();
    assertThat(filter.letsWarn(decoder, 5 + MINUTE_NANOS)).isTrue();
  }
}
