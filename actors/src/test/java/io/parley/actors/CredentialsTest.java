package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import io.parley.identity.Signed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node whose files of keys change while it runs. */
@Timeout(60)
class CredentialsTest {
  @TempDir
  private Path directory;
  private KeyDirectory keys;
  private Credentials alice;

  @BeforeEach
  void makeKeys() {
    keys = new KeyDirectory(directory, Optional.empty());
    keys.createCa("health.example");
    keys.createIdentity(Optional.empty(), "acme", IdentityRole.PARTY, "alice");
    alice = Credentials.of(NodeSettings.of(Map.of("parley.node.name", "alice", "parley.node.roles", List.of("party"),
        "parley.identity.directory", directory.toString())));
  }

  private String shown() {
    return alice.as(NodeRole.PARTY, "alice").fingerprint();
  }

  /** Files are looked at once a second. */
  private void awaitOtherThan(String fingerprint) throws InterruptedException {
    while (shown().equals(fingerprint)) {
      Thread.sleep(50);
    }
  }

  @Test
  void as_keyWithoutItsCertificateYet_isWhoItWas() throws Exception {
    String first = shown();
    Path key = directory.resolve("party-alice.key");
    Path certificate = directory.resolve("party-alice.crt");
    byte[] formerKey = Files.readAllBytes(key);
    byte[] formerCertificate = Files.readAllBytes(certificate);
    keys.rotate(IdentityRole.PARTY, "alice");
    awaitOtherThan(first);
    String second = shown();

    // The moment in a rotation in which the key is new and its certificate is not.
    replace(key, formerKey);
    long end = System.nanoTime() + 2_500_000_000L;
    while (System.nanoTime() < end) {
      assertThat(shown()).isEqualTo(second);
      Thread.sleep(50);
    }
    replace(certificate, formerCertificate);

    awaitOtherThan(second);
    assertThat(shown()).isEqualTo(first);
  }

  @Test
  void trust_whileTheCertificateOfTheCaIsMissing_isAsBefore() throws Exception {
    String first = shown();
    Path ca = directory.resolve("ca.crt");
    byte[] content = Files.readAllBytes(ca);
    Files.delete(ca);
    long end = System.nanoTime() + 2_500_000_000L;
    while (System.nanoTime() < end) {
      assertThat(alice.trust().isBlind()).isFalse();
      assertThat(shown()).isEqualTo(first);
      Thread.sleep(50);
    }
    replace(ca, content);
    keys.rotate(IdentityRole.PARTY, "alice");

    awaitOtherThan(first);
  }

  /** A list that also takes back the node's own certificate counts for the others at once. */
  @Test
  void trust_ownCertificateRevokedToo_believesNoneThatIsRevoked() throws Exception {
    shown();
    keys.createIdentity(Optional.empty(), "bank", IdentityRole.PARTY, "bob");
    Signed byBob = keys.load(IdentityRole.PARTY, "bob").sign("x", new byte[1]);
    assertThat(byBob.verify(alice.trust(), "x")).hasToString("spiffe://health.example/bank/party/bob");

    keys.revoke(directory.resolve("party-bob.crt"));
    keys.revoke(directory.resolve("party-alice.crt"));

    Throwable refusal = null;
    while (refusal == null) {
      refusal = catchThrowable(() -> byBob.verify(alice.trust(), "x"));
    }
    assertThat(refusal).hasMessageContaining("revoked");
  }

  private void replace(Path file, byte[] content) throws IOException {
    Path draft = directory.resolve("draft");
    Files.write(draft, content);
    Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(
        Files.exists(file) ? file : directory.resolve("party-alice.crt")));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
