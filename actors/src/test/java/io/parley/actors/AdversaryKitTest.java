package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.actors.Adversary.Case;
import io.parley.actors.Adversary.Place;
import io.parley.actors.Adversary.Saying;
import io.parley.actors.AdversaryCluster.Flow;
import io.parley.client.RunFailedException;
import io.parley.client.RunResult;
import io.parley.identity.Identity;
import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import io.parley.identity.SpiffeId;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each role lies in each way about each message of a run. Whatever it says: the client gets the right result, or a reason
 * and no result; where roles were to agree upon something else than the client asked for, no share of an input leaves it; all
 * nodes go on, and nothing of the session is left.
 */
@Order(2)
@Timeout(7_200)
@ResourceLock(NodeProcess.MANY)
class AdversaryKitTest {
  private static final Logger LOG = LoggerFactory.getLogger(AdversaryKitTest.class);
  private static final double ULP = 1.0 / (1 << 16);
  /** Of a run in which somebody lies. */
  private static final Duration HASTE = Duration.ofSeconds(5);
  /** After which the client has heard of its end, whatever was withheld from it. */
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration HONEST = Duration.ofMinutes(1);
  private static final Duration LEFTOVERS = Duration.ofMinutes(1);
  private static final int EVERY = 25;
  /** Of one kind, in the build. */
  private static final int MOST_VARIANTS = 8;
  /** For what is said after the client has its answer. */
  private static final Duration LATER = Duration.ofSeconds(2);
  private static final Identity ANYBODY = Identity.throwAway(new SpiffeId("d", "o", IdentityRole.PARTY, "n"));

  @TempDir
  private static Path root;

  private final long seed = Long.getLong("parley.seed", 20_261_130L);
  private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger harmless = new AtomicInteger();
  private final AtomicInteger aborted = new AtomicInteger();
  private final AtomicInteger unsaid = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();

  private record Task(Flow flow, Case lie) {}

  /** Each message is lied about, in each way; of what ends by a time limit, a little. */
  @Test
  void lie_ofEachKind_givesTheRightResultOrNone() throws Exception {
    Set<List<Object>> kinds = new HashSet<>();
    lie(2, one -> kinds.add(switch (one.lie()) {
      case OUT_OF_TURN -> List.of(one.at().type().equals("Reached") ? one.at().number() : "", one.lie(),
          String.valueOf(one.other()));
      case DOWNGRADED -> List.of(one.at().type(), one.lie(), one.variant() % MOST_VARIANTS);
      case DOUBLED -> List.of(one.at().type(), one.lie());
      case LATE -> List.of(one.at().to().contains("run-") ? one.at().type() : "", one.lie()); // who else is told of the end
      case SWAPPED, FORGED -> List.of(leavesItUnsaid(one) ? "" : one.at().type(), one.lie());
      case TRUNCATED, FLIPPED, REPLAYED, REORDERED, WITHHELD -> List.of(one.breaksContract(), one.lie());
    }));
  }

  /** Then somebody waits for it until time is up. */
  private static boolean leavesItUnsaid(Case one) {
    return switch (one.lie()) {
      case DOUBLED, LATE, OUT_OF_TURN, DOWNGRADED -> false;
      case SWAPPED, FORGED -> List.of("Run", "Offered", "Open", "Taken").contains(one.at().type());
      case TRUNCATED, FLIPPED, REPLAYED, REORDERED, WITHHELD -> true;
    };
  }

  @Test
  @Tag("long")
  void lie_ofAnyKindAboutAnyMessage_givesTheRightResultOrNone() throws Exception {
    String only = System.getProperty("parley.adversary.only", "");
    lie(Integer.getInteger("parley.adversary.clusters", 3), one -> one.toString().matches(".*" + only + ".*"));
  }

  /** In so many clusters at once, since much of it is waiting. */
  private void lie(int clusters, Predicate<Case> chosen) throws Exception {
    KeyDirectory keys = AdversaryCluster.keys(root.resolve("keys-" + clusters));
    List<AdversaryCluster> all = new ArrayList<>();
    try {
      for (int i = 0; i < clusters; i++) {
        all.add(new AdversaryCluster("adversary " + clusters + " " + i, keys, root));
      }
      Queue<Task> queue = new ConcurrentLinkedQueue<>(tasks(all, chosen));
      LOG.info("{} cases", queue.size());
      List<Thread> threads = all.stream().map(cluster -> Thread.ofVirtual().start(() -> work(cluster, queue))).toList();
      for (Thread thread : threads) {
        thread.join();
      }
      for (AdversaryCluster cluster : all) {
        cluster.runsHonestly(Flow.SPDZ2K_APART, HONEST);
        assertNothingLeft(cluster);
      }
    } finally {
      all.forEach(AdversaryCluster::close);
    }
    report();
    assertThat(violations).isEmpty();
    assertThat(harmless.get() + aborted.get()).isPositive();
  }

  private List<Task> tasks(List<AdversaryCluster> clusters, Predicate<Case> chosen) throws InterruptedException {
    Map<Flow, Map<Place, Saying>> heard = new EnumMap<>(Flow.class);
    Map<Place, List<Saying>> ever = new HashMap<>();
    for (Flow flow : Flow.values()) {
      for (AdversaryCluster cluster : clusters) {
        heard.put(flow, listen(cluster, flow));
      }
      heard.getOrDefault(flow, Map.of())
          .forEach((at, saying) -> ever.computeIfAbsent(anyOf(at), _ -> new ArrayList<>()).add(saying));
    }
    List<Task> tasks = new ArrayList<>();
    heard.forEach((flow, said) -> cases(said, ever).stream().filter(chosen)
        .forEach(one -> tasks.add(new Task(flow, one))));
    Collections.shuffle(tasks, new Random(seed));
    // What they leave behind ends meanwhile.
    tasks.sort(Comparator.comparing(task -> !leavesItUnsaid(task.lie())));
    return tasks;
  }

  private void report() {
    int told = harmless.get() + aborted.get();
    System.out.println("adversary kit: " + told + " cases: " + harmless + " harmless, " + aborted
        + " ended in an abort; " + unsaid + " had no occasion, " + violations.size() + " violations; seed " + seed);
    violations.forEach(System.out::println);
  }

  /** Twice: lies are about what is said each time, and there is an earlier session to lie with. */
  private static Map<Place, Saying> listen(AdversaryCluster cluster, Flow flow) throws InterruptedException {
    Map<Place, Saying> said = new LinkedHashMap<>();
    for (int i = 0; i < 3; i++) {
      cluster.adversary().listen();
      cluster.runsHonestly(flow, HONEST);
      awaitNothingLeft(cluster);
      Map<Place, Saying> now = cluster.adversary().heard();
      if (said.isEmpty()) {
        said.putAll(now);
      }
      said.keySet().retainAll(now.keySet());
    }
    return said;
  }

  /** Whatever a node says to an actor. */
  private static Place anyOf(Place at) {
    return new Place(at.node(), "", at.to(), 0);
  }

  /**
   * @param said in the flow
   * @param ever what was said in any flow
   */
  private static List<Case> cases(Map<Place, Saying> said, Map<Place, List<Saying>> ever) {
    List<Case> cases = new ArrayList<>();
    said.forEach((at, saying) -> {
      for (Lie lie : Lie.values()) {
        IntStream.range(0, variants(lie, saying)).forEach(i -> cases.add(new Case(at, lie, i, null)));
      }
      Map<String, Saying> others = new TreeMap<>();
      ever.getOrDefault(anyOf(at), List.of()).forEach(other -> others.putIfAbsent(other.kind(), other));
      others.remove(saying.kind());
      others.values().forEach(other -> cases.add(new Case(at, Lie.OUT_OF_TURN, 0, other)));
    });
    return cases;
  }

  private static int variants(Lie lie, Saying saying) {
    return switch (lie) {
      case SWAPPED, REPLAYED, REORDERED, DOUBLED, LATE, WITHHELD -> 1;
      case OUT_OF_TURN -> 0; // see cases
      case TRUNCATED -> 2;
      case FLIPPED -> 4;
      case FORGED -> Forgeries.of((Record) saying.message()).size();
      case DOWNGRADED -> Forgeries.signed((Record) saying.message(), ANYBODY).size();
    };
  }

  private void work(AdversaryCluster cluster, Queue<Task> queue) {
    try {
      for (Task next = queue.poll(); next != null; next = queue.poll()) {
        judge(cluster, next.flow(), next.lie());
        if (runs.incrementAndGet() % EVERY == 0) {
          cluster.runsHonestly(next.flow(), HONEST);
          LOG.info("{} cases, {} to go", runs, queue.size());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | AssertionError e) {
      violations.add("after " + runs + " cases: " + e);
    }
  }

  private void judge(AdversaryCluster cluster, Flow flow, Case lie) throws InterruptedException {
    Map<String, Values> inputs = PlansForTests.inputs(2, lie.hashCode());
    cluster.adversary().begin(lie);
    long begin = System.nanoTime();
    String verdict;
    boolean failed = true;
    try {
      List<RunResult> results = cluster.run(flow, inputs, HASTE);
      verdict = results.stream().map(result -> wrong(result, inputs)).filter(wrong -> !wrong.isEmpty()).findFirst()
          .orElse("");
      if (lie.lie() == Lie.LATE && results.stream().anyMatch(result -> result.report().roles().size() < flow.roles())) {
        verdict += " reports of some roles only";
      }
      failed = false;
    } catch (RunFailedException | BadRequestException e) {
      verdict = String.valueOf(e.getMessage()).contains("failed inside")
          ? "a role failed inside: " + e.getMessage()
          : "";
    } catch (RuntimeException e) {
      verdict = "neither a result nor a reason: " + e;
    }
    boolean told = cluster.adversary().end(LATER);
    if (failed && lie.lie() == Lie.LATE) {
      verdict += " no result, for all that everybody says";
    }
    if (System.nanoTime() - begin > LIMIT.toNanos()) {
      verdict += " too late";
    }
    if (failed && lie.breaksContract() && !lie.at().node().equals("dora") && cluster.sentByClient() > 0) {
      verdict += " the client sent " + cluster.sentByClient() + " frames";
    }
    if (!verdict.isEmpty()) {
      violations.add(flow + " " + lie + ":" + verdict);
      LOG.warn("{} {}: {}", flow, lie, verdict);
    }
    LOG.info("{} ms {} {}", (System.nanoTime() - begin) / 1_000_000, lie,
        !told ? "was not told" : failed ? "ends" : "is harmless");
    (!told ? unsaid : failed ? aborted : harmless).incrementAndGet();
  }

  private static String wrong(RunResult result, Map<String, Values> inputs) {
    try {
      assertThat(result.output("y").data()).containsExactly(PlansForTests.layer(2, inputs), within(4 * ULP));
      return "";
    } catch (AssertionError | RuntimeException e) {
      return "a wrong result: " + e.getMessage();
    }
  }

  private static void awaitNothingLeft(AdversaryCluster cluster) throws InterruptedException {
    long end = System.nanoTime() + LEFTOVERS.toNanos();
    while (!cluster.actorsOfRuns().isEmpty() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static void assertNothingLeft(AdversaryCluster cluster) throws InterruptedException {
    awaitNothingLeft(cluster);
    assertThat(cluster.actorsOfRuns()).as("what is left of sessions").isEmpty();
  }
}
