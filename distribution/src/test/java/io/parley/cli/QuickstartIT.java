package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A whole cluster on this machine, started and ended by one command. Begins first, since it takes longest, and side by side. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class QuickstartIT {
  private static final Duration GONE_WITHIN = Duration.ofSeconds(15);
  /** Sooner than by the silence of a node. */
  private static final Duration SAID_WITHIN = Duration.ofSeconds(25);

  /** Failures leave logs there. */
  @TempDir
  private Path directory;

  @Test
  void quickstart_threeParties_classifiesAndLeavesNothingBehind() throws InterruptedException {
    Cli cli = start("--images", "24", "--batch", "12", "--parties", "3");
    cli.awaitLine("warm-up");
    List<ProcessHandle> nodes = cli.process().descendants().toList();

    Cli.Result result = cli.await().assertDone();

    assertThat(nodes).hasSizeGreaterThanOrEqualTo(5);
    assertAllEnd(nodes);
    assertThat(result.out()).contains("same prediction", "24 of 24", "party 2", "Sums over 2 batches of 12");
    assertThat(result.err()).contains("24 of 24 images done");
  }

  /** What else there is runs in {@link ProtocolsIT}, on one cluster. */
  @Test
  void quickstart_protocolWithoutProvider_startsThePartiesThatItNeeds() throws InterruptedException {
    Cli.Result result = start("--images", "4", "--batch", "4", "--warmup", "0", "--protocol", "replicated").await()
        .assertDone();

    assertThat(result.err()).contains("starting a coordinator, 3 parties");
    assertThat(result.out()).contains("same prediction", "4 of 4");
  }

  /** With so small a heap, and all at once, a party runs out of memory. */
  @Test
  void quickstart_moreThanFitsIntoTheHeap_isCut() throws InterruptedException {
    Cli.Result result = Cli.start(Cli.quick("-Djava.io.tmpdir=" + directory, "-Xmx200m"), "quickstart", "--model",
        "lenet", "--images", "128", "--batch", "128", "--warmup", "0").await().assertDone();

    assertThat(result.err()).contains("128 images at a time would need about ", " at a time\n",
        "128 of 128 images done");
    assertThat(result.out()).containsPattern("Sums over [2-9] batches");
  }

  @Test
  void quickstart_notEvenOneImageFits_saysSo() throws InterruptedException {
    Cli.Result result = Cli.start(Cli.quick("-Djava.io.tmpdir=" + directory, "-Xmx80m"), "quickstart", "--model",
        "lenet", "--images", "4", "--warmup", "0").await();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).last().asString().startsWith("parley: 1 image needs about ").contains(
        " MB of heap in ", "PARLEY_JAVA_OPTS=-Xmx1g");
  }

  @Test
  void quickstart_sigterm_endsAllNodes() throws InterruptedException {
    try (Cli cli = startLong("--protocol", "plain", "--parties", "1")) {
      List<ProcessHandle> nodes = cli.process().descendants().toList();

      cli.process().destroy();

      assertThat(cli.await().err()).doesNotContain("parley:", "Exception");
      assertAllEnd(nodes);
    }
  }

  @Test
  void quickstart_sigkill_leavesNoOrphan() throws InterruptedException {
    try (Cli cli = startLong("--protocol", "plain", "--parties", "1")) {
      List<ProcessHandle> nodes = cli.process().descendants().toList();

      cli.process().destroyForcibly();

      assertAllEnd(nodes);
    }
  }

  @Test
  void quickstart_partyKilled_saysWhichAndExitsWith1() throws InterruptedException, IOException {
    Cli cli = startLong();
    List<ProcessHandle> nodes = cli.process().descendants().toList();

    named("party-1", nodes).destroyForcibly();

    assertThat(cli.process().waitFor(SAID_WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
    Cli.Result result = cli.await();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().lines().filter(l -> l.startsWith("parley: "))).singleElement().asString()
        .contains("party-1 ended with code 137", "logs: " + directory);
    assertAllEnd(nodes);
  }

  private Cli start(String... more) {
    List<String> args = new ArrayList<>(List.of("quickstart", "--model", "mlp"));
    args.addAll(List.of(more));
    return Cli.start(Cli.quick("-Djava.io.tmpdir=" + directory), args.toArray(String[]::new));
  }

  /** One that would run for minutes, and has begun to. */
  private Cli startLong(String... more) throws InterruptedException {
    List<String> args = new ArrayList<>(List.of("--images", "10000", "--batch", "16", "--warmup", "0"));
    args.addAll(List.of(more));
    Cli cli = start(args.toArray(String[]::new));
    cli.awaitLine("16 of 10000 images done");
    return cli;
  }

  /** ProcessHandle.Info leaves out arguments beyond a page, and a class path is long. */
  private static ProcessHandle named(String node, List<ProcessHandle> nodes) throws IOException {
    for (ProcessHandle process : nodes) {
      if (Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).contains("--name\0" + node + "\0")) {
        return process;
      }
    }
    throw new AssertionError("no process of " + node);
  }

  private static void assertAllEnd(List<ProcessHandle> processes) throws InterruptedException {
    long deadline = System.nanoTime() + GONE_WITHIN.toNanos();
    while (processes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
  }
}
