package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes and clients in JVMs of their own, whose links go down without a word at any moment of a run. Begins early, since it
 * waits long.
 */
@Order(1)
@Timeout(1_800)
class SilentLinkTest {
  private static final Logger LOG = LoggerFactory.getLogger(SilentLinkTest.class);
  /** Kept, for whoever has to find out why this fails. */
  private static final Path LOGS = Path.of("target", "cable-logs");
  private static final long TO_END_SECONDS = 20;
  /** Until a node that is cut off gives its cluster up: 6 s to notice, 4 s to be sure, and its end. */
  private static final long TO_GIVE_UP_SECONDS = 30;
  private static final long PATIENCE_SECONDS = 300;
  /** A run is prepared, connects and goes on within this time. */
  private static final int MOMENTS_MILLIS = 1_500;
  private static final Map<String, String> ROLES = Map.of("coordinator", "coordinator", "provider", "provider", "a",
      "party", "b", "party");
  /** A client that has gone may be in the cluster's books for a while, so the next has another name. */
  private static final List<String> CLIENTS = List.of("client-0", "client-1", "client-2", "client-3");
  private static final Map<String, CabledNode> NODES = new HashMap<>();
  private static Cables cables;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @BeforeAll
  static void start() throws IOException {
    List<String> names = new ArrayList<>(List.of("coordinator", "provider", "a", "b"));
    names.addAll(CLIENTS);
    cables = new Cables(names, LOGS);
    ROLES.keySet().forEach(SilentLinkTest::start);
  }

  private static void start(String name) {
    NODES.put(name, new CabledNode(Objects.requireNonNull(ROLES.get(name)), name, cables, LOGS));
  }

  @AfterAll
  static void stop() throws IOException {
    NODES.values().forEach(CabledNode::close);
    cables.close();
  }

  @Test
  void cut_duringARun_endsTheClientWithTheName() throws InterruptedException {
    cut(5);
  }

  @Test
  @Tag("long")
  void cut_duringManyRuns_endsTheClientsWithTheNames() throws InterruptedException {
    cut(50);
  }

  private void cut(int times) throws InterruptedException {
    CabledNode next = client(0);
    for (int i = 0; i < times; i++) {
      try (CabledNode client = next) {
        client.go();
        next = client(i + 1);
        await("a run begins", client, () -> client.said().contains("preparing"));
        Thread.sleep(random.nextInt(MOMENTS_MILLIS));
        cutDuring(client, List.of("a", "b", "provider", name(i)).get(random.nextInt(4)), name(i));
      } finally {
        cables.mend();
      }
    }
    next.close();
  }

  private static String name(int run) {
    return CLIENTS.get(run % CLIENTS.size());
  }

  private static CabledNode client(int run) {
    return new CabledNode("client", name(run), cables, LOGS);
  }

  /** A client that is cut off itself misses the coordinator first. */
  private void cutDuring(CabledNode client, String victim, String self) throws InterruptedException {
    long begin = System.nanoTime();
    cables.cut(victim);

    boolean ended = client.awaitEnd(TO_END_SECONDS);

    LOG.info("{} ended {} s after {} was cut off: {}", self, (System.nanoTime() - begin) / 1e9, victim,
        client.failure());
    assertThat(ended).as("%s ends when %s is cut off; seed %d; it said:%n%s", self, victim, seed, client.said())
        .isTrue();
    assertThat(client.failure()).contains("(" + (victim.equals(self) ? "coordinator" : victim) + ")");
    assertThat(NODES).allSatisfy((name, node) -> assertThat(node.isAlive()).as(name).isTrue());
  }

  private void await(String what, CabledNode node, BooleanSupplier isSo) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000;
    while (!isSo.getAsBoolean()) {
      assertThat(node.isAlive() && System.nanoTime() - end < 0)
          .as("waiting until %s; seed %d; it said:%n%s", what, seed, node.said()).isTrue();
      Thread.sleep(20);
    }
  }

  @Test
  void node_cutOff_givesUpAndCanBeClosed() throws InterruptedException {
    CabledNode b = Objects.requireNonNull(NODES.get("b"));
    try (CabledNode client = client(0)) {
      client.go();
      await("a run begins", client, () -> client.said().contains("online"));
      cables.cut("b");
      long begin = System.nanoTime();

      await("b gives up", b, () -> b.said().contains("joins again")
          || System.nanoTime() - begin > TO_GIVE_UP_SECONDS * 1_000_000_000);

      assertThat(b.said()).contains("joins again");
      b.go();
      assertThat(b.awaitEnd(TO_END_SECONDS)).as("b ends when it is told to; it said:%n%s", b.said()).isTrue();
    } finally {
      cables.mend();
      b.close();
      start("b");
    }
  }
}
