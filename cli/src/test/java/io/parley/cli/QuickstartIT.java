package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A whole cluster on this machine, started and ended by one command. */
class QuickstartIT {
  private static final Duration GONE_WITHIN = Duration.ofSeconds(15);
  private static final String[] LONG = {"quickstart", "--model", "mlp", "--images", "10000", "--batch", "16"};

  @Test
  void quickstart_threeParties_classifiesAndLeavesNothingBehind() throws InterruptedException {
    Cli cli = Cli.start("quickstart", "--model", "mlp", "--images", "24", "--batch", "12", "--parties", "3");
    cli.awaitLine("warm-up");
    List<ProcessHandle> nodes = cli.process().descendants().toList();

    Cli.Result result = cli.await().assertDone();

    assertThat(nodes).hasSizeGreaterThanOrEqualTo(5);
    assertAllEnd(nodes);
    assertThat(result.out()).contains("same prediction", "24 of 24", "party 2", "Sums over 2 batches of 12");
    assertThat(result.err()).contains("24 of 24 images done");
  }

  @Test
  void quickstart_sigterm_endsAllNodes() throws InterruptedException {
    try (Cli cli = Cli.start(LONG)) {
      cli.awaitLine("16 of 10000 images done");
      List<ProcessHandle> nodes = cli.process().descendants().toList();

      cli.process().destroy();

      assertThat(cli.await().err()).doesNotContain("parley:", "Exception");
      assertAllEnd(nodes);
    }
  }

  @Test
  void quickstart_sigkill_leavesNoOrphan() throws InterruptedException {
    try (Cli cli = Cli.start(LONG)) {
      cli.awaitLine("16 of 10000 images done");
      List<ProcessHandle> nodes = cli.process().descendants().toList();

      cli.process().destroyForcibly();

      assertAllEnd(nodes);
    }
  }

  @Test
  void quickstart_partyKilled_saysWhichAndExitsWith1() throws InterruptedException {
    Cli cli = Cli.start(LONG);
    cli.awaitLine("16 of 10000 images done");
    List<ProcessHandle> nodes = cli.process().descendants().toList();

    lastStarted(nodes).destroyForcibly();

    Cli.Result result = cli.await();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().lines().filter(l -> l.startsWith("parley: "))).singleElement().asString()
        .containsPattern("party-[01] ended with code 137").contains("logs");
    assertAllEnd(nodes);
  }

  /** The two parties start last, at almost the same time, so it is one of them. */
  private static ProcessHandle lastStarted(List<ProcessHandle> nodes) {
    return nodes.stream().max(Comparator.comparing(n -> n.info().startInstant().orElseThrow())).orElseThrow();
  }

  private static void assertAllEnd(List<ProcessHandle> processes) throws InterruptedException {
    long deadline = System.nanoTime() + GONE_WITHIN.toNanos();
    while (processes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
  }
}
