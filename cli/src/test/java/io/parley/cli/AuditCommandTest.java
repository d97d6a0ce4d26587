package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.audit.AuditEvent;
import io.parley.audit.AuditLog;
import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
  private static final String DORA = "spiffe://health.example/uni/client/dora";

  @TempDir
  private Path root;
  private String log;
  private String keys;

  @BeforeEach
  void write() {
    KeyDirectory ca = new KeyDirectory(root.resolve("keys"), Optional.empty());
    ca.createCa("health.example");
    ca.createIdentity(Optional.empty(), "bank", IdentityRole.PARTY, "bob");
    log = root.resolve("audit").toString();
    keys = ca.path().toString();
    try (AuditLog writer = AuditLog.open(Path.of(log), () -> ca.load(IdentityRole.PARTY, "bob"))) {
      writer.append(event(AuditEvent.Kind.REFUSES, DORA, "its limit 'memory'"));
      writer.append(event(AuditEvent.Kind.AGREES, "spiffe://health.example/uni/client/eve", ""));
      writer.append(event(AuditEvent.Kind.RELEASES, DORA, ""));
    }
  }

  private static AuditEvent event(AuditEvent.Kind kind, String client, String why) {
    return new AuditEvent(kind, client, new byte[32], 1, 0, 2, new byte[0], new byte[0], "small", new byte[16], why);
  }

  @Test
  void show_printsALineForEachLeaf() {
    CommandLineRun run = CommandLineRun.of("audit", "show", log);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).hasLineCount(3);
    assertThat(run.out().lines()).first().asString().startsWith("0  ").contains("refuses", "role 1", DORA, "rule small",
        "request 000000000000", "step 2", "tape 00000000-0000-0000-0000-000000000000", "its limit 'memory'");
    assertThat(CommandLineRun.of("audit", "show", log, "--client", DORA).out()).hasLineCount(2).doesNotContain("eve");
  }

  @Test
  void verify_logAsItWasWritten_saysWhoSignedIt() {
    assertThat(CommandLineRun.of("audit", "verify", log).out())
        .contains("leaves 0 to 2 are as they were written", "signs 3 of them; name --keys");
    assertThat(CommandLineRun.of("audit", "verify", log, "--keys", keys).out())
        .contains("by spiffe://health.example/bank/party/bob.");
  }

  @Test
  void verify_alteredByte_namesTheLeaf() throws IOException {
    Path file;
    try (Stream<Path> files = Files.list(Path.of(log))) {
      file = files.filter(each -> each.toString().endsWith(".audit")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    for (String command : List.of("verify", "show")) {
      CommandLineRun run = CommandLineRun.of("audit", command, log);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).hasLineCount(1).contains(file + ", leaf 2: it is not as it was written");
    }
  }

  @Test
  void show_noLog_isAMistake() {
    assertThat(CommandLineRun.of("audit", "verify", root.resolve("none").toString()).err()).hasLineCount(1)
        .contains("There is no directory");
    assertThat(CommandLineRun.of("audit", "show", keys).err()).hasLineCount(1).contains("There is no audit log in");
  }
}
