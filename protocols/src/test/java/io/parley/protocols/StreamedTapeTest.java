package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The provider deals while the parties run, and has to wait for them: many sessions at once, none may stand still. */
class StreamedTapeTest {
  private static final int SESSIONS = Integer.getInteger("parley.stress.sessions", 24);
  private static final int AT_ONCE = 6;
  /** No more than one unread message, and about a quarter of the tape. */
  private static final List<Long> TAPE_BYTES = List.of(1L, 100_000L);

  static Stream<ConformanceTest.Setting> settings() {
    return ConformanceTest.settings().filter(setting -> setting.protocol().needsProvider());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void sessions_withAFullTape_getOn(ConformanceTest.Setting setting) throws Exception {
    Plan plan = Lowering.lower(CompositeConformanceTest.network());
    Random random = new Random(5);
    Map<String, Values> inputs = new HashMap<>();
    inputs.put("images", CompositeConformanceTest.values(random, CompositeConformanceTest.IMAGES));
    inputs.put("kernels", CompositeConformanceTest.values(random, CompositeConformanceTest.KERNELS));
    inputs.put("weights", CompositeConformanceTest.values(random, CompositeConformanceTest.WEIGHTS));
    double[] expected = LocalNetwork.run(plan, setting.protocol(), setting.parties(), inputs).output("scores").data();

    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<double[]>> runs = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        long tapeBytes = TAPE_BYTES.get(i % TAPE_BYTES.size());
        runs.add(pool.submit(() -> LocalNetwork
            .runStreamed(plan, setting.protocol(), setting.parties(), inputs, tapeBytes).output("scores").data()));
      }
      for (Future<double[]> run : runs) {
        assertThat(run.get()).usingComparatorWithPrecision(0.01).containsExactly(expected);
      }
    }
  }
}
