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
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes and clients in JVMs of their own, whose links go down without a word at any moment of a run. Begins early, since it
 * waits long.
 */
@Order(1)
@Timeout(1_800)
@ResourceLock(NodeProcess.MANY)
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
  /** Who run at a time: the first three lose a node of the cluster, the others the cluster. */
  private static final int AT_ONCE = 5;
  private static final int STAY = 3;
  /** A client that has gone may be in the cluster's books for a while, so the next ones have other names. */
  private static final List<String> CLIENTS = IntStream.range(0, 3 * AT_ONCE).mapToObj(i -> "client-" + i).toList();
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

  /** And the node that is cut off gives its cluster up, and ends when it is told to. */
  @Test
  void cut_duringFiveRuns_endsTheClientsWithTheNames() throws InterruptedException {
    CabledNode b = node("b");
    round(0, "b", () -> {
      await("b gives up", TO_GIVE_UP_SECONDS, b, () -> b.said().contains("joins again"));
      b.go();
      assertThat(b.awaitEnd(TO_END_SECONDS, TimeUnit.SECONDS)).as("b ends when it is told to; it said:%n%s", b.said())
          .isTrue();
    });
  }

  @Test
  @Tag("long")
  void cut_duringFiftyRuns_endsTheClientsWithTheNames() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      round(i, List.of("a", "b", "provider").get(random.nextInt(3)), () -> {});
    }
  }

  /** What else is to be seen while the links are down. */
  private interface Meanwhile {
    void look() throws InterruptedException;
  }

  private void round(int number, String victim, Meanwhile meanwhile) throws InterruptedException {
    Map<String, CabledNode> clients = new TreeMap<>();
    try {
      for (int i = 0; i < AT_ONCE; i++) {
        String name = CLIENTS.get((number * AT_ONCE + i) % CLIENTS.size());
        clients.put(name, new CabledNode("client", name, cables, LOGS));
      }
      List<Cut> cuts = new ArrayList<>();
      clients.forEach((name, client) -> cuts.add(new Cut(name, client, cuts.size() < STAY ? victim : name)));
      clients.values().forEach(CabledNode::go);
      for (Cut cut : cuts) {
        await("a run begins", PATIENCE_SECONDS, cut.client(), () -> cut.client().said().contains("preparing"));
      }
      Map<String, Long> begun = new HashMap<>();
      for (String link : cuts.stream().map(Cut::link).distinct().toList()) {
        Thread.sleep(random.nextInt(MOMENTS_MILLIS));
        cables.cut(link);
        begun.put(link, System.nanoTime());
      }
      for (Cut cut : cuts) {
        assertEnds(cut, Objects.requireNonNull(begun.get(cut.link())));
      }
      meanwhile.look();
    } finally {
      clients.values().forEach(CabledNode::close);
      cables.mend();
      ROLES.keySet().stream().filter(name -> !node(name).isAlive()).forEach(SilentLinkTest::start);
    }
  }

  private static CabledNode node(String name) {
    return Objects.requireNonNull(NODES.get(name));
  }

  /** A client, and whose link it is that it suffers from. */
  private record Cut(String self, CabledNode client, String link) {
    /** A client that is cut off itself misses the coordinator first. */
    String missed() {
      return link.equals(self) ? "coordinator" : link;
    }
  }

  private void assertEnds(Cut cut, long begin) throws InterruptedException {
    CabledNode client = cut.client();
    double left = TO_END_SECONDS - (System.nanoTime() - begin) / 1e9;

    boolean ended = client.awaitEnd(Math.max(0, Math.round(1000 * left)), TimeUnit.MILLISECONDS);

    LOG.info("{} ended {} s after {} was cut off: {}", cut.self(), (System.nanoTime() - begin) / 1e9, cut.link(),
        client.failure());
    assertThat(ended).as("%s ends when %s is cut off; seed %d; it said:%n%s", cut.self(), cut.link(), seed,
        client.said()).isTrue();
    assertThat(client.failure()).contains("(" + cut.missed() + ")");
    assertThat(NODES).allSatisfy((name, node) -> assertThat(node.isAlive()).as(name).isTrue());
  }

  private void await(String what, long seconds, CabledNode node, BooleanSupplier isSo) throws InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000;
    while (!isSo.getAsBoolean()) {
      assertThat(node.isAlive() && System.nanoTime() - end < 0)
          .as("waiting until %s; seed %d; it said:%n%s", what, seed, node.said()).isTrue();
      Thread.sleep(20);
    }
  }
}
