package io.parley.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.identity.Identity;
import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import io.parley.identity.SpiffeId;
import io.parley.identity.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private static final Identity BOB = Identity.throwAway(new SpiffeId("d", "bank", IdentityRole.PARTY, "bob"));
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_123L));

  @TempDir
  private Path directory;

  private static AuditEvent event(int step) {
    return new AuditEvent(AuditEvent.Kind.RELEASES, "spiffe://d/uni/client/dora", new byte[]{1, 2}, 1, 0, step,
        new byte[32], new byte[0], "", new byte[0], "");
  }

  private AuditLog open(long segmentBytes) {
    return AuditLog.open(directory, () -> BOB, segmentBytes, CLOCK);
  }

  private AuditCheck check() {
    return AuditCheck.of(directory, Optional.of(Trust.anybody()), _ -> {});
  }

  private List<Path> files() throws IOException {
    return Segment.files(directory);
  }

  private void write(int leaves, long segmentBytes) {
    try (AuditLog log = open(segmentBytes)) {
      for (int i = 0; i < leaves; i++) {
        log.append(event(i));
      }
    }
  }

  @Test
  void append_thenCheck_findsAllLeavesAndTheirSigner() {
    write(5, 1 << 20);
    write(3, 1 << 20);

    List<AuditLeaf> leaves = new ArrayList<>();
    AuditCheck check = AuditCheck.of(directory, Optional.of(Trust.anybody()), leaves::add);

    assertThat(check).isEqualTo(new AuditCheck(0, 8, 8, Optional.of(BOB.id()), Optional.empty()));
    assertThat(leaves).extracting(leaf -> leaf.event().step()).containsExactly(0, 1, 2, 3, 4, 0, 1, 2);
    assertThat(leaves.get(3).when()).isEqualTo(CLOCK.instant());
    assertThat(leaves.get(3).event()).usingRecursiveComparison().isEqualTo(event(3));
  }

  @Test
  void append_manyThreads_loseNothing() throws Exception {
    try (AuditLog log = open(4_096); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int step = i;
        all.add(threads.submit(() -> log.append(event(step))));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    List<Integer> steps = new ArrayList<>();
    AuditCheck check = AuditCheck.of(directory, Optional.of(Trust.anybody()), leaf -> steps.add(leaf.event().step()));

    assertThat(check.size()).isEqualTo(200);
    assertThat(steps).doesNotHaveDuplicates().hasSize(200);
    assertThat(files()).hasSizeGreaterThan(2);
  }

  /** An interrupt closes a file that its thread writes to; sessions are ended by interrupts. */
  @Test
  void append_interruptedThread_disturbsNobody() throws Exception {
    try (AuditLog log = open(1 << 20)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        int step = i;
        Thread thread = Thread.ofVirtual().unstarted(() -> log.append(event(step)));
        threads.add(thread);
        thread.start();
        thread.interrupt();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      log.append(event(50));
    }

    assertThat(check().size()).isEqualTo(51);
  }

  @Test
  void append_closedLog_isRefused() {
    AuditLog log = open(1 << 20);
    log.close();
    log.close();

    assertThatThrownBy(() -> log.append(event(1))).isInstanceOf(AuditException.class).hasMessageContaining("closed");
  }

  /** Every byte of a log of three files; what is beyond the last leaf too. */
  @Test
  void check_anyAlteredByte_isFoundAndNamed() throws IOException {
    write(9, 700);
    assertThat(files()).hasSizeBetween(3, 9);
    for (Path file : files()) {
      byte[] good = Files.readAllBytes(file);
      for (int at = 0; at < good.length; at++) {
        byte[] bad = good.clone();
        bad[at] ^= 4;
        Files.write(file, bad);

        assertThatThrownBy(() -> {
          AuditCheck check = check();
          if (check.torn().isPresent()) { // a length that is larger now
            throw new AuditException(check.torn().get());
          }
        }).as("byte %d of %s", at, file).isInstanceOf(AuditException.class).hasMessageContaining(
            directory.toString());
      }
      Files.write(file, good);
    }
    assertThat(check().size()).isEqualTo(9);
  }

  /** Whoever changes leaves and all hashes after them still has not the node's signature. */
  @Test
  void check_rewrittenLog_isNotWhatWasSigned(@TempDir Path other) throws IOException {
    write(4, 1 << 20);
    try (AuditLog forged = AuditLog.open(other, () -> BOB, 1 << 20, CLOCK)) {
      for (int i = 0; i < 4; i++) {
        forged.append(event(i == 2 ? 77 : i));
      }
    }
    Files.write(files().getFirst(), Files.readAllBytes(Segment.files(other).getFirst()));

    assertThatThrownBy(this::check).isInstanceOf(AuditException.class).hasMessageContaining("not what its node signed");
    assertThatThrownBy(() -> open(1 << 20)).isInstanceOf(AuditException.class)
        .hasMessageContaining("not what its node signed");
  }

  @Test
  void logThatWasCut_orRestored_isRefused() throws IOException {
    write(3, 1 << 20);
    byte[] early = Files.readAllBytes(files().getFirst());
    write(3, 1 << 20);
    Files.write(files().getFirst(), early);

    assertThatThrownBy(this::check).isInstanceOf(AuditException.class)
        .hasMessageContainingAll("has 3 leaves", "had 6", "restored");
    assertThatThrownBy(() -> open(1 << 20)).isInstanceOf(AuditException.class).hasMessageContaining("restored");
  }

  @Test
  void missingFile_isFound() throws IOException {
    write(9, 700);
    Files.delete(files().get(1));

    assertThatThrownBy(this::check).isInstanceOf(AuditException.class).hasMessageContaining("are missing");
  }

  /** Old files may be moved elsewhere: what is left verifies. */
  @Test
  void firstFilesMovedAway_theRestIsWhatItWas() throws IOException {
    write(9, 700);
    Files.delete(files().getFirst());

    AuditCheck check = check();
    assertThat(check.first()).isPositive();
    assertThat(check.size()).isEqualTo(9);
    assertThat(check.signed()).isEqualTo(9);
  }

  /** As after a power failure: a leaf of which only a part was written, and which nobody relied upon. */
  @Test
  void tornLeaf_beyondTheHead_isCutOffAndTheLogGoesOn() throws IOException {
    write(3, 1 << 20);
    Path file = files().getFirst();
    byte[] whole = Files.readAllBytes(file);
    byte[] frame = Segment.frame(new byte[100], new byte[32]).array();
    for (int part : new int[]{1, 4, 36, 60}) {
      byte[] torn = Arrays.copyOf(whole, whole.length + part);
      System.arraycopy(frame, 0, torn, whole.length, part);
      Files.write(file, torn);
      assertThat(check().torn()).isPresent();
    }

    write(1, 1 << 20);

    assertThat(check().size()).isEqualTo(4);
    assertThat(check().torn()).isEmpty();
  }

  @Test
  void logOfARunningNode_isNobodyElses() {
    try (AuditLog log = open(1 << 20)) {
      log.append(event(1));
      assertThatThrownBy(() -> open(1 << 20)).isInstanceOf(AuditException.class)
          .hasMessageContaining("another node's");
    }
  }

  /** The example tree of RFC 6962's reference implementation, Certificate Transparency's test vectors. */
  @Test
  void root_ofKnownLeaves_isTheStandards() {
    List<String> leaves = List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f");
    List<String> roots = List.of("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    MerkleTree tree = new MerkleTree();

    assertThat(HexFormat.of().formatHex(tree.root()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (int i = 0; i < leaves.size(); i++) {
      tree.add(MerkleTree.leaf(HexFormat.of().parseHex(leaves.get(i))));
      assertThat(HexFormat.of().formatHex(tree.root())).as("of %d", i + 1).isEqualTo(roots.get(i));
      tree = new MerkleTree(tree.size(), tree.subtrees());
    }
  }

  @Test
  void signature_ofAStranger_isRefused(@TempDir Path keys) {
    KeyDirectory ca = new KeyDirectory(keys, Optional.empty());
    ca.createCa("d");
    write(1, 1 << 20);

    assertThat(AuditCheck.of(directory, Optional.empty(), _ -> {}).signer()).isEmpty();
    assertThatThrownBy(() -> AuditCheck.of(directory, Optional.of(ca.trust()), _ -> {}))
        .isInstanceOf(AuditException.class).hasMessageContaining("not signed by anybody who is known");
  }
}
