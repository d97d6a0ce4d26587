package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.parley.client.JobStep;
import io.parley.client.Parley;
import io.parley.client.Progress;
import io.parley.client.RunFailedException;
import io.parley.client.RunMode;
import io.parley.client.RunOptions;
import io.parley.client.RunResult;
import io.parley.plan.BadRequestException;
import io.parley.protocols.spi.PeerFaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several plans that the roles agree upon at once, and jobs that are taken up again. */
@Timeout(120)
class ParleyJobTest {
  private static final double ULP = 1.0 / (1 << 16);
  private static final AtomicInteger BEGUN = new AtomicInteger();
  /** What party 1 does at its n-th session, from 1. */
  private static volatile FaultAt fault = _ -> {};
  private static final FaultySessions SESSIONS = new FaultySessions();
  private static Parley parley;

  private interface FaultAt {
    void at(int session) throws InterruptedException;
  }

  @BeforeAll
  static void start() throws InterruptedException {
    SESSIONS.eachTime(() -> fault.at(BEGUN.incrementAndGet()));
    parley = LocalParley.of(3, SESSIONS);
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  private static List<RunResult> run(RunOptions options, FaultAt what, int... batches) throws InterruptedException {
    BEGUN.set(0);
    fault = what;
    return parley.run(steps(batches), options);
  }

  private static List<JobStep> steps(int... batches) {
    return IntStream.range(0, batches.length)
        .mapToObj(i -> new JobStep(PlansForTests.layer(batches[i]), PlansForTests.inputs(batches[i], i))).toList();
  }

  private static void assertRight(List<RunResult> results, int... batches) {
    assertThat(results).hasSize(batches.length);
    for (int i = 0; i < batches.length; i++) {
      int batch = batches[i];
      assertThat(results.get(i).output("y").data())
          .containsExactly(PlansForTests.layer(batch, PlansForTests.inputs(batch, i)), within(4 * batch * ULP));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"beaver", "masked", "spdz2k", "replicated-malicious"})
  void run_stepsOfDifferentPlans_giveWhatEachGivesAlone(String protocol) throws InterruptedException {
    int[] batches = {2, 3, 2, 5};

    List<RunResult> results = run(RunOptions.defaults().withProtocol(protocol), _ -> {}, batches);

    assertRight(results, batches);
    assertThat(results).allSatisfy(result -> {
      assertThat(result.report().parties()).hasSize(3).allSatisfy(p -> assertThat(p.bytesSent()).isPositive());
      assertThat(result.report().session()).isEqualTo(results.getFirst().report().session());
    });
    assertThat(BEGUN).hasValue(batches.length);
  }

  @Test
  void run_stepsApart_tellEachStep() throws InterruptedException {
    List<Progress> told = Collections.synchronizedList(new ArrayList<>());

    assertRight(run(RunOptions.defaults().withMode(RunMode.APART).withProgress(told::add), _ -> {}, 2, 2), 2, 2);

    assertThat(told).containsExactly(Progress.PREPARING, Progress.CONNECTING, Progress.OFFLINE, Progress.ONLINE,
        Progress.CONNECTING, Progress.OFFLINE, Progress.ONLINE, Progress.DONE);
  }

  @Test
  void run_hundredSteps_areOneRunOfTheCluster() throws InterruptedException {
    int[] batches = new int[100];
    java.util.Arrays.fill(batches, 1);

    assertRight(run(RunOptions.defaults(), _ -> {}, batches), batches);

    SESSIONS.awaitNoneRunning();
  }

  @Test
  void run_roleLostInAStep_beginsAgainThere() throws InterruptedException {
    List<RunResult> results = run(RunOptions.defaults().withResumptions(2), session -> {
      if (session == 3 || session == 4) {
        throw PeerFaultException.lost(2, "The connection to party 2 was lost");
      }
    }, 2, 3, 4, 2);

    assertRight(results, 2, 3, 4, 2);
    assertThat(BEGUN).as("the third step, twice again").hasValue(6);
    assertThat(results).allSatisfy(result -> assertThat(result.report().roles()).hasSize(5));
  }

  @Test
  void run_roleLostMoreOftenThanAllowed_saysSo() throws InterruptedException {
    assertThatThrownBy(() -> run(RunOptions.defaults().withResumptions(1), session -> {
      if (session >= 2) {
        throw PeerFaultException.lost(2, "The connection to party 2 was lost");
      }
    }, 2, 2)).isInstanceOf(RunFailedException.class).hasMessageContaining("party 2 (c)");

    assertThat(BEGUN).hasValue(3);
    SESSIONS.awaitNoneRunning();
  }

  /** Each attempt would be another chance for it. */
  @Test
  void run_roleCheats_isNotTakenUpAgain() {
    assertThatThrownBy(() -> run(RunOptions.defaults().withResumptions(5), _ -> {
      throw new PeerFaultException(2, "party 2 sent nonsense");
    }, 2)).isInstanceOf(RunFailedException.class).hasMessage("party 2 (c) sent nonsense");

    assertThat(BEGUN).hasValue(1);
  }

  @Test
  void run_noTimeLeft_isNotTakenUpAgain() {
    assertThatThrownBy(() -> run(RunOptions.defaults().withResumptions(100).withTimeout(Duration.ofSeconds(3)), _ -> {
      throw PeerFaultException.lost(2, "The connection to party 2 was lost");
    }, 2)).isInstanceOf(RunFailedException.class);

    assertThat(BEGUN.get()).isBetween(1, 4);
  }

  @Test
  void run_impossibleJobs_areRefused() {
    assertThatThrownBy(() -> parley.run(List.of(), RunOptions.defaults())).isInstanceOf(BadRequestException.class)
        .hasMessage("A job has 1 to 1024 steps, not 0");
    assertThatThrownBy(() -> parley.run(steps(2, 2), RunOptions.defaults().withMode(RunMode.STORED)))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("A tape is for one run");
    assertThatThrownBy(() -> RunOptions.defaults().withResumptions(101)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("0 to 100 times, not 101");
    assertThatThrownBy(() -> RunOptions.defaults().withResumptions(1).withMode(RunMode.STORED))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("a tape serves once");
  }
}
