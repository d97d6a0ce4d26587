package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.client.Parley;
import io.parley.client.RunOptions;
import io.parley.client.RunResult;
import io.parley.config.Join;
import io.parley.config.NodeSettings;
import io.parley.config.Version;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.Valid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Nodes of other versions at the door of a running cluster. */
class VersionRefusalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final double ULP = 1.0 / (1 << 16);
  private static final Version OURS = Version.ofThisBuild();
  private static final Version THEIRS = new Version("9.0.0", Version.WIRE + 1);
  private static final Version CLIENTS = new Version("9.1.0", Version.WIRE + 1);
  private static TestCluster cluster;

  /** What is logged meanwhile. */
  private static final class Log extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    Log() {
      start();
      root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
      events.add(event);
    }

    @Override
    public void close() {
      root.detachAppender(this);
    }
  }

  @BeforeAll
  static void start() throws InterruptedException {
    cluster = new TestCluster("a", "b");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static String refusal(String node, Version version) {
    return "Node " + node + " is of version " + version + " and the cluster of version " + OURS
        + ", which do not work together. Run the same version on all nodes and clients";
  }

  private static void assertClusterWorks() throws InterruptedException {
    try (Parley parley = Parley.connect(cluster.seed())) {
      assertThat(parley.awaitMembers(2, true, PATIENCE).parties()).containsExactly("a", "b");
      Map<String, Values> inputs = PlansForTests.inputs(4, 1);
      RunResult result = parley.run(PlansForTests.layer(4), RunOptions.defaults(), inputs);
      assertThat(result.output("y").data()).containsExactly(PlansForTests.layer(4, inputs), within(4 * ULP));
    }
  }

  @Test
  void start_otherWire_namesBothVersionsAndStopsWhileTheClusterGoesOn() throws Exception {
    NodeSettings settings = TestCluster.settings("party", "c", List.of(cluster.seed()));

    try (Log log = new Log(); ParleyNode node = ParleyNode.start(settings, THEIRS)) {
      assertThatThrownBy(() -> node.awaitUp(PATIENCE)).isInstanceOf(BadRequestException.class)
          .hasMessage(refusal("c", THEIRS));
      assertThatThrownBy(() -> node.whenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class).cause().hasMessage(refusal("c", THEIRS));
      assertThat(log.events).filteredOn(event -> event.getLevel().equals(Level.ERROR)).isEmpty();
      assertThat(log.events).filteredOn(event -> event.getLoggerName().equals(VersionCheck.class.getName()))
          .singleElement().extracting(ILoggingEvent::getFormattedMessage).asString()
          .contains("of version " + THEIRS, "of version " + OURS);
    }
    assertClusterWorks();
  }

  @Test
  void connect_otherWire_isABadRequest() throws InterruptedException {
    NodeSettings settings = TestCluster.settings("client", "old", List.of(cluster.seed()));

    assertThatThrownBy(() -> ClusterConnector.connect(settings, CLIENTS).close())
        .isInstanceOf(BadRequestException.class)
        .hasMessage(refusal("old", CLIENTS));

    assertClusterWorks();
  }

  @Test
  void check_nodeThatTellsNoVersion_isKeptOutByTheCluster() {
    Config own = Join.announce(OURS, ConfigFactory.empty()).withoutPath("parley.join");

    assertThat(new VersionCheck().check(ConfigFactory.empty(), own)).isInstanceOf(Invalid.class);
  }

  @Test
  void check_clusterThatTellsNoVersion_isNotJoined() {
    Config own = Join.announce(OURS, ConfigFactory.empty());

    assertThat(new VersionCheck().check(ConfigFactory.empty(), own)).isInstanceOf(Invalid.class);
    assertThat(Join.of(own).orElseThrow().takeRefusal()).hasValueSatisfying(why -> assertThat(why)
        .contains(OURS.toString(), "unknown"));
  }

  @Test
  void check_sameVersion_isFine() {
    Config own = Join.announce(OURS, ConfigFactory.empty());

    assertThat(new VersionCheck().check(Join.announce(OURS, ConfigFactory.empty()), own))
        .isEqualTo(Valid.getInstance());
    assertThat(Join.of(own).orElseThrow().takeRefusal()).isEmpty();
  }
}
