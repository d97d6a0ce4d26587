package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.parley.client.JobStep;
import io.parley.client.Parley;
import io.parley.client.Progress;
import io.parley.client.RunFailedException;
import io.parley.client.RunOptions;
import io.parley.client.RunResult;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Nodes in JVMs of their own, with the coordinator as their only seed. Begins when others of many JVMs are over. */
@Order(3)
@ResourceLock(NodeProcess.MANY)
class KilledNodeTest {
  private static final Logger LOG = LoggerFactory.getLogger(KilledNodeTest.class);
  private static final Duration BACK = Duration.ofSeconds(60);
  private static final double TO_HEAR_SECONDS = 15;
  private static final double ULP = 1.0 / (1 << 16);
  /** So that a run waits for its network rather than keep this machine busy. */
  static final String LINK = "latency=20ms";
  /** Takes far longer than any test waits: thousands of rounds over such a link. */
  static final Plan LONG = PlansForTests.deep(2, 500);

  /** Kept, for whoever has to find out why this fails. */
  private static final Path LOGS = Path.of("target", "node-logs");
  private static final List<NodeProcess> NODES = new ArrayList<>();
  private static Parley parley;

  @BeforeAll
  static void start() throws InterruptedException {
    List<String> hosts = NodeProcess.hosts(4);
    String seed = NodeProcess.address(hosts.getFirst());
    NODES.add(new NodeProcess("coordinator", "coordinator", hosts.get(0), seed, LOGS));
    NODES.add(new NodeProcess("provider", "provider", hosts.get(1), seed, LOGS));
    NODES.add(new NodeProcess("party", "a", hosts.get(2), seed, LOGS));
    NODES.add(new NodeProcess("party", "b", hosts.get(3), seed, LOGS));
    parley = Parley.connect(TestCluster.settings(Map.of("parley.node.roles", List.of("client"), "parley.node.name",
        "client", "parley.node.seeds", List.of(seed), "parley.client.connect-timeout", "60s",
        "parley.lane.link", LINK)));
    parley.awaitMembers(2, true, BACK);
  }

  @AfterAll
  static void stop() {
    try {
      parley.close();
    } finally {
      NODES.forEach(NodeProcess::close);
      NODES.clear();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "provider", "coordinator"})
  void kill_midRun_isHeardAndAfterARestartTheNextRunWorks(String name) throws InterruptedException {
    NodeProcess victim = NODES.get(List.of("coordinator", "provider", "a", "b").indexOf(name));
    AtomicLong killed = new AtomicLong();
    RunOptions options = RunOptions.defaults().withProgress(step -> {
      if (step == Progress.ONLINE) {
        Thread.ofVirtual().start(() -> {
          killed.set(System.nanoTime());
          kill(victim);
        });
      }
    });

    RunFailedException failure = catchThrowableOfType(RunFailedException.class,
        () -> parley.run(LONG, options, PlansForTests.inputs(2, 1)));

    double seconds = (System.nanoTime() - killed.get()) / 1e9;
    LOG.info("Heard of the loss of {} after {} s: {}", name, seconds, failure.getMessage());
    assertThat(failure.node()).contains(name);
    assertThat(failure).hasMessageContaining("(" + name + ")");
    assertThat(seconds).isLessThan(TO_HEAR_SECONDS);
    assertThat(NODES).filteredOn(node -> !node.equals(victim)).allMatch(NodeProcess::isAlive);

    victim.restart();
    long restarted = System.nanoTime();
    if (!name.equals("coordinator")) { // which waits for the others by itself
      parley.awaitMembers(2, true, BACK);
    }
    Map<String, Values> inputs = PlansForTests.inputs(4, 2);
    RunResult result = parley.run(PlansForTests.layer(4), RunOptions.defaults(), inputs);

    LOG.info("{} is back after {} s", name, (System.nanoTime() - restarted) / 1e9);
    assertThat(result.output("y").data()).containsExactly(PlansForTests.layer(4, inputs), within(4 * ULP));
    assertThat(NODES).allMatch(NodeProcess::isAlive);
  }

  /** With a job that may be taken up again, nobody has to do anything but start the node. */
  @Test
  void kill_midJob_goesOnAfterTheRestart() {
    NodeProcess victim = NODES.getLast();
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger prepared = new AtomicInteger();
    RunOptions options = RunOptions.defaults().withProtocol("beaver").withResumptions(20).withProgress(step -> {
      if (step == Progress.PREPARING) {
        prepared.incrementAndGet();
      }
      if (step == Progress.ONLINE && begun.incrementAndGet() == 2) {
        Thread.ofVirtual().start(() -> {
          kill(victim);
          victim.restart();
        });
      }
    });
    Map<String, Values> inputs = PlansForTests.inputs(4, 2);
    JobStep layer = new JobStep(PlansForTests.layer(4), inputs);

    List<RunResult> results = assertDoesNotThrow(
        () -> parley.run(List.of(layer, new JobStep(PlansForTests.deep(4, 30), inputs), layer), options));

    assertThat(prepared.get()).isGreaterThan(1);
    for (RunResult result : List.of(results.getFirst(), results.getLast())) {
      assertThat(result.output("y").data()).containsExactly(PlansForTests.layer(4, inputs), within(4 * ULP));
    }
    assertThat(NODES).allMatch(NodeProcess::isAlive);
  }

  private static void kill(NodeProcess victim) {
    try {
      victim.kill();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
