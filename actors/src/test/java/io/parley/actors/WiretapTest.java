package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.actors.Wiretap.Deed;
import io.parley.client.Parley;
import io.parley.client.RunFailedException;
import io.parley.client.RunOptions;
import io.parley.config.NodeRole;
import io.parley.crypto.Shape;
import io.parley.identity.KeyDirectory;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.trace.Trace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All connections of a cluster with keys go through somebody who reads all and changes, drops, repeats and cuts. */
@Timeout(3_600)
class WiretapTest {
  private static final Duration UP = Duration.ofMinutes(2);
  private static final Duration HASTE = Duration.ofSeconds(4);
  /** From which on a run hangs. */
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final double ULP = 1.0 / (1 << 16);
  private static final Map<String, NodeRole> NODES = Map.of("alice", NodeRole.PARTY, "bob",
      NodeRole.PARTY, "carol", NodeRole.COORDINATOR, "dora", NodeRole.CLIENT, "peggy", NodeRole.PROVIDER);
  private static final List<String> NAMES = List.of("carol", "peggy", "alice", "bob", "dora");
  private static final double[] X = {731.0585, 119.2029, 47.4258, 982.0137};
  private static final double[] W = {0.31772, 1.73205, 0.57721, 1.41421};
  private static final String PLAN_NAME = "wormwood-diagnosis";
  private static final List<String> LABELS = List.of(PLAN_NAME, "hemoglobin-of-patient", "weights-of-hospital",
      "verdict-of-model", "spiffe://health.example", "spdz2k", "ClientRunActor", "coordinator-carol", "session-");

  @TempDir
  private static Path root;
  private static Wiretap tap;
  private static KeyDirectory keys;
  private static final List<ParleyNode> STARTED = new ArrayList<>();
  private static Parley parley;

  @BeforeAll
  static void start() throws Exception {
    tap = new Wiretap(NAMES.size());
    keys = AdversaryCluster.keys(root.resolve("keys"));
    NAMES.forEach(name -> STARTED.add(node(name)));
    for (ParleyNode node : STARTED) {
      node.awaitUp(UP);
    }
    parley = Parley.over(new ClusterConnection(STARTED.getLast()));
    parley.awaitMembers(2, true, UP);
  }

  @AfterAll
  static void stop() throws IOException {
    STARTED.reversed().forEach(ParleyNode::terminate);
    STARTED.forEach(ParleyNode::close);
    tap.close();
  }

  private static ParleyNode node(String name) {
    int number = NAMES.indexOf(name) + 1;
    Map<String, Object> settings = new HashMap<>(Map.of("parley.node.name", name, "parley.node.roles",
        List.of(String.valueOf(NODES.get(name)).toLowerCase(Locale.ROOT)), "parley.node.host", tap.host(number),
        "parley.node.bind-host", tap.bindHost(number), "parley.node.port", Wiretap.CONTROL_PORT, "parley.lane.port",
        Wiretap.LANE_PORT, "parley.identity.directory", keys.path().toString(), "parley.tape.directory",
        root.resolve(name).toString()));
    settings.putAll(Map.of("parley.node.seeds",
        number == 1 ? List.of() : List.of(tap.host(1) + ":" + Wiretap.CONTROL_PORT), "parley.session.max-concurrent",
        1_000, "parley.session.max-per-client", 1_000, "parley.session.connect-timeout", "4s",
        "parley.session.prepare-timeout", "5s", "parley.client.connect-timeout", "60s"));
    return ParleyNode.start(TestCluster.settings(settings));
  }

  private static Plan plan() {
    Trace trace = Trace.create(PLAN_NAME);
    trace.reveal("verdict-of-model", trace.secret("hemoglobin-of-patient", Shape.of(2, 2)).matmul(
        trace.secret("weights-of-hospital", Shape.of(2, 2))).relu());
    return trace.plan();
  }

  private static double[] result() {
    return PlansForTests.layer(2, Map.of("x", Values.of(Shape.of(2, 2), X), "w", Values.of(Shape.of(2, 2), W)));
  }

  private static void run(Duration timeout) throws InterruptedException {
    Values y = parley.run(plan(), RunOptions.defaults().withProtocol("spdz2k").withTimeout(timeout),
        Map.of("hemoglobin-of-patient", Values.of(Shape.of(2, 2), X), "weights-of-hospital",
            Values.of(Shape.of(2, 2), W)))
        .output("verdict-of-model");
    assertThat(y.data()).containsExactly(result(), within(4_000 * ULP));
  }

  private static void runsHonestly() throws InterruptedException {
    tap.onControl(-1, Deed.ALTER);
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        tap.onLanes(-1, Deed.ALTER);
        run(LIMIT);
        return;
      } catch (RunFailedException | BadRequestException e) {
        assertThat(System.nanoTime()).as("runs no more: %s", e.getMessage()).isLessThan(end);
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  @Test
  void run_throughAWiretap_showsNothing() throws Exception {
    runsHonestly();
    byte[] passed = tap.passed();

    assertThat(contains(passed, "PRLY".getBytes(StandardCharsets.US_ASCII))).as("what a lane begins with").isTrue();
    for (byte[] secret : secrets()) {
      assertThat(contains(passed, secret)).as("of %d bytes, %s", passed.length, text(secret)).isFalse();
    }
  }

  private static String text(byte[] secret) {
    return new String(secret, StandardCharsets.ISO_8859_1);
  }

  /** Inputs, weights and outputs in every form, labels, and keys. */
  private static List<byte[]> secrets() throws IOException {
    List<byte[]> all = new ArrayList<>(LABELS.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList());
    for (double value : Stream.of(X, W, result()).flatMapToDouble(Arrays::stream).toArray()) {
      all.add(Double.toString(value).getBytes(StandardCharsets.US_ASCII));
      for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        all.add(ByteBuffer.allocate(8).order(order).putDouble(value).array());
        all.add(ByteBuffer.allocate(8).order(order).putLong(Math.round(value * (1L << 16))).array());
        all.add(ByteBuffer.allocate(8).order(order).putLong(Math.round(value * (1L << 32))).array());
      }
    }
    try (Stream<Path> files = Files.list(keys.path())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".key")).toList()) {
        String base64 = String.join("", Files.readAllLines(file).stream().filter(l -> !l.startsWith("-")).toList());
        byte[] der = Base64.getDecoder().decode(base64);
        all.add(base64.substring(base64.length() - 40).getBytes(StandardCharsets.US_ASCII));
        all.add(Arrays.copyOfRange(der, der.length - 32, der.length));
      }
    }
    return all;
  }

  private static boolean contains(byte[] all, byte[] part) {
    for (int i = 0; i + part.length <= all.length; i++) {
      if (all[i] == part[0] && Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }

  /** At the beginning, in the middle and near the end. */
  @Test
  void deed_onSomeRecords_leavesTheRightResultOrACause() throws InterruptedException {
    meddle(4);
  }

  @Test
  @Tag("long")
  void deed_onManyRecords_leavesTheRightResultOrACause() throws InterruptedException {
    meddle(Integer.getInteger("parley.wiretap.places", 40));
  }

  private static void meddle(int places) throws InterruptedException {
    runsHonestly();
    int lanes = tap.laneRecords();
    tap.onControl(-1, Deed.ALTER);
    run(LIMIT);
    int control = tap.controlRecords();
    int right = 0;
    Map<String, Integer> causes = new TreeMap<>();
    for (Deed deed : Deed.values()) {
      for (int record : spread(lanes, places)) {
        tap.onLanes(record, deed);
        right += judge("lane record " + record + " of " + lanes + ": " + deed, causes);
      }
      for (int record : spread(control, places / 2)) {
        tap.onControl(record, deed);
        right += judge("control record " + record + " of " + control + ": " + deed, causes);
      }
      runsHonestly();
    }
    int failed = causes.values().stream().mapToInt(i -> i).sum();
    System.out.println("wiretap: " + (right + failed) + " deeds: " + right + " harmless, " + failed
        + " ended with a cause");
    causes.forEach((cause, count) -> System.out.println("  " + count + " × " + cause));
    assertThat(failed).isPositive();
  }

  private static Set<Integer> spread(int count, int places) {
    Set<Integer> all = new TreeSet<>();
    for (int i = 0; i < places; i++) {
      all.add((int) ((long) i * (count - 1) / Math.max(1, places - 1)));
    }
    return all;
  }

  /** 1 if the result is right. */
  private static int judge(String what, Map<String, Integer> causes) throws InterruptedException {
    long begin = System.nanoTime();
    try {
      run(HASTE);
      return 1;
    } catch (RunFailedException | BadRequestException e) {
      assertThat(e.getMessage()).as(what).isNotBlank().doesNotContain("\n", "failed inside")
          .containsPattern("carol|peggy|alice|bob|dora|party|provider|client|coordinator");
      causes.merge(String.valueOf(e.getMessage()).replaceAll("\\d+", "N"), 1, Integer::sum);
      return 0;
    } finally {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(LIMIT);
    }
  }
}
