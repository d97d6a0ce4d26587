package io.parley.actors.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestLedgerTest {
  private static final long LATER = System.currentTimeMillis() + 3_600_000;

  @TempDir
  private Path root;

  private RequestLedger ledger() {
    return new RequestLedger(root.resolve("a/requests"));
  }

  @Test
  void enter_once_alsoAfterARestart() throws IOException {
    assertThat(ledger().enter("ab", 1, 0, LATER)).isTrue();

    assertThat(ledger().enter("ab", 1, 0, LATER)).isFalse();
    assertThat(ledger().enter("ab", 0, 0, LATER)).isTrue();
    assertThat(ledger().enter("cd", 1, 0, LATER)).isTrue();
    assertThat(ledger().enter("ab", 1, 1, LATER)).isTrue();
    assertThat(ledger().enter("ab", 1, 1, LATER)).isFalse();
  }

  @Test
  void enter_byManyAtOnce_oneSucceeds() throws Exception {
    Callable<Boolean> enter = () -> ledger().enter("ab", 1, 0, LATER);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all = threads.invokeAll(IntStream.range(0, 20).mapToObj(_ -> enter).toList());

      assertThat(all).filteredOn(Future::resultNow).hasSize(1);
    }
  }

  @Test
  void enter_forgetsWhatExpired_andIsForTheOwnerAlone() throws IOException {
    ledger().enter("old", 0, 0, System.currentTimeMillis() - 1);
    ledger().enter("new", 0, 0, LATER);

    Path directory = root.resolve("a/requests");
    try (var entries = Files.list(directory)) {
      assertThat(entries.map(e -> e.getFileName().toString())).containsExactly(LATER + "-new-0-0");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))).isEqualTo("rwx------");
  }

  @Test
  void enter_whereNothingCanBeWritten_isAnError() throws IOException {
    Files.writeString(root.resolve("a"), "a file");

    assertThatThrownBy(() -> ledger().enter("ab", 1, 0, LATER)).isInstanceOf(IOException.class);
  }
}
