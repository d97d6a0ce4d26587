package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.Parley;
import io.parley.client.RunFailedException;
import io.parley.client.RunOptions;
import io.parley.client.RunResult;
import io.parley.plan.BadRequestException;
import io.parley.protocols.spi.PeerFaultException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the client hears when party 1, named "b", misbehaves; and that nothing of the run is left. */
@Timeout(60)
class RunFailureTest {
  private static AbstractThrowableAssert<?, ? extends Throwable> runWith(FaultySessions.Fault fault, RunOptions options)
      throws InterruptedException {
    FaultySessions sessions = new FaultySessions(fault);
    try (Parley parley = LocalParley.of(3, sessions)) {
      var heard = assertThatThrownBy(() -> run(parley, options));
      sessions.awaitNoneRunning();
      sessions.heal();
      assertThat(run(parley, RunOptions.defaults()).output("y").shape().size()).isEqualTo(4);
      return heard;
    }
  }

  private static RunResult run(Parley parley, RunOptions options) throws InterruptedException {
    return parley.run(PlansForTests.layer(2), options, PlansForTests.inputs(2, 1));
  }

  @Test
  void run_partyHasABug_namesThePartyAndHidesTheDetails() throws InterruptedException {
    runWith(() -> {
      throw new IllegalStateException("secret 42");
    }, RunOptions.defaults()).isInstanceOf(RunFailedException.class)
        .hasMessage("party 1 (b): failed inside (IllegalStateException); see its log");
  }

  @Test
  void run_partyBlamesAnother_namesTheOther() throws InterruptedException {
    runWith(() -> {
      throw new PeerFaultException(2, "party 2 sent nonsense");
    }, RunOptions.defaults()).isInstanceOf(RunFailedException.class).hasMessage("party 2 (c) sent nonsense")
        .extracting(e -> ((RunFailedException) e).node().orElseThrow()).isEqualTo("c");
  }

  @Test
  void run_partyOutOfMemory_saysSo() throws InterruptedException {
    runWith(() -> {
      throw new OutOfMemoryError("Java heap space");
    }, RunOptions.defaults()).isInstanceOf(RunFailedException.class).hasMessageContaining("party 1 (b)")
        .hasMessageContaining("larger heap");
  }

  @Test
  void run_partyRefuses_isTheUsersMistake() throws InterruptedException {
    runWith(() -> {
      throw new BadRequestException("This plan is not for us. Take another");
    }, RunOptions.defaults()).isInstanceOf(BadRequestException.class)
        .hasMessage("This plan is not for us. Take another");
  }

  @Test
  void run_partyHangs_endsWhenTimeIsUp() throws InterruptedException {
    runWith(() -> new CountDownLatch(1).await(), RunOptions.defaults().withTimeout(Duration.ofSeconds(2)))
        .isInstanceOf(RunFailedException.class).hasMessageContaining("longer than 2 s")
        .hasMessageContaining("party 1 (b)");
  }

  /** Party 1 never begins; what each of the others misses of it is said. */
  @Test
  void run_partyHangs_namesWhatTheOthersWaitFor() throws InterruptedException {
    runWith(() -> new CountDownLatch(1).await(), RunOptions.defaults().withTimeout(Duration.ofSeconds(5)))
        .isInstanceOf(RunFailedException.class)
        .hasMessageMatching(".* waiting for .*party 1 \\(b\\).*"
            + "; party 0 \\(a\\) waits since [1-5] s for party 1's message of node \\d+ \\(matmul\\)"
            + "; party 2 \\(c\\) waits .*; client \\(client\\) waits since [1-5] s for party 0's share of output 'y'.*");
  }

  @Test
  void run_clientInterrupted_endsEverywhere() throws InterruptedException {
    FaultySessions sessions = new FaultySessions(() -> new CountDownLatch(1).await());
    try (Parley parley = LocalParley.of(2, sessions)) {
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread user = Thread.ofVirtual().start(() -> {
        try {
          run(parley, RunOptions.defaults());
        } catch (Throwable e) {
          thrown.complete(e);
        }
      });
      sessions.awaitBegun();

      user.interrupt();

      assertThat(thrown.join()).isInstanceOf(InterruptedException.class);
      sessions.awaitNoneRunning();
    }
  }

  @Test
  void run_listenerThrows_doesNotMatter() throws InterruptedException {
    try (Parley parley = Parley.local(2)) {
      RunOptions options = RunOptions.defaults().withProgress(_ -> {
        throw new IllegalStateException("listener");
      });

      assertThat(run(parley, options).outputs()).containsKey("y");
    }
  }

  @Test
  void run_afterClose_isRefused() {
    Parley parley = Parley.local(2);
    parley.close();

    assertThatThrownBy(() -> run(parley, RunOptions.defaults())).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void close_midRun_endsIt() throws InterruptedException {
    FaultySessions sessions = new FaultySessions(() -> new CountDownLatch(1).await());
    Parley parley = LocalParley.of(2, sessions);
    Thread.ofVirtual().start(() -> {
      try {
        sessions.awaitBegun();
        parley.close();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });

    assertThatThrownBy(() -> run(parley, RunOptions.defaults())).isInstanceOf(RunFailedException.class);
    sessions.awaitNoneRunning();
  }
}
