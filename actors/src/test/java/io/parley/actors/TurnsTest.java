package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.Parley;
import io.parley.client.RunOptions;
import io.parley.client.RunResult;
import io.parley.plan.BadRequestException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Runs beyond what may go on at once wait for their turn. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class TurnsTest {
  private static final Map<String, Integer> ONE_AND_TWO = Map.of("parley.session.max-concurrent", 1,
      "parley.session.max-waiting", 2);

  /** A run on a thread of its own. */
  private static final class Run {
    private final BlockingQueue<Integer> places = new LinkedBlockingQueue<>();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private final Thread thread;

    Run(Parley parley) {
      thread = Thread.ofVirtual().start(() -> {
        try {
          result.complete(parley.run(PlansForTests.layer(2), RunOptions.defaults().withQueue(places::add),
              PlansForTests.inputs(2, 1)));
        } catch (RuntimeException | InterruptedException e) {
          result.completeExceptionally(e);
        }
      });
    }

    int place() throws InterruptedException {
      Integer place = places.poll(30, TimeUnit.SECONDS);
      return place == null ? -1 : place;
    }

    void await() throws InterruptedException, ExecutionException {
      assertThat(result.get().outputs()).containsKey("y");
    }
  }

  @Test
  void run_othersGoOn_waitsAndKnowsItsPlace() throws InterruptedException, ExecutionException {
    CountDownLatch goOn = new CountDownLatch(1);
    FaultySessions sessions = new FaultySessions();
    sessions.first(goOn::await);
    try (Parley parley = LocalParley.of(2, sessions, ONE_AND_TWO)) {
      Run first = new Run(parley);
      sessions.awaitBegun();
      Run second = new Run(parley);
      assertThat(second.place()).isEqualTo(1);
      Run third = new Run(parley);
      assertThat(third.place()).isEqualTo(2);
      assertThatThrownBy(new Run(parley)::await).hasCauseInstanceOf(BadRequestException.class)
          .hasMessageContaining("2 more wait");

      goOn.countDown();

      first.await();
      second.await();
      assertThat(third.place()).isEqualTo(1);
      third.await();
      assertThat(List.copyOf(first.places)).isEmpty();
    }
  }

  @Test
  void run_interruptedInTheQueue_leavesItsPlace() throws InterruptedException, ExecutionException {
    CountDownLatch goOn = new CountDownLatch(1);
    FaultySessions sessions = new FaultySessions();
    sessions.first(goOn::await);
    try (Parley parley = LocalParley.of(2, sessions, ONE_AND_TWO)) {
      Run first = new Run(parley);
      sessions.awaitBegun();
      Run second = new Run(parley);
      assertThat(second.place()).isEqualTo(1);
      Run third = new Run(parley);
      assertThat(third.place()).isEqualTo(2);

      second.thread.interrupt();

      assertThat(third.place()).isEqualTo(1);
      goOn.countDown();
      first.await();
      third.await();
      assertThatThrownBy(second::await).hasCauseInstanceOf(InterruptedException.class);
    }
  }

  /** Each comes right after another has ended, whose sessions must not count any more. */
  @Test
  void run_manyMoreThanAtOnce_allEnd() throws InterruptedException, ExecutionException {
    try (Parley parley = LocalParley.of(2, Sessions.real(), Map.of("parley.session.max-concurrent", 2,
        "parley.session.max-waiting", 30))) {
      List<Run> runs = IntStream.range(0, 30).mapToObj(_ -> new Run(parley)).toList();

      for (Run run : runs) {
        run.await();
      }
    }
  }
}
