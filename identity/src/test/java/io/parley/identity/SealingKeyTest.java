package io.parley.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingKeyTest {
  private static final Sealed.Purpose PURPOSE = new Sealed.Purpose("ab".repeat(32), "share of x");
  private static final byte[] CONTENT = "31 years".getBytes(UTF_8);

  @TempDir
  private Path root;
  private KeyDirectory keys;
  private SpiffeId alice;

  @BeforeEach
  void makeKeys() {
    keys = new KeyDirectory(root.resolve("keys"), Optional.empty());
    keys.createCa("health.example");
    keys.createIdentity(Optional.empty(), "acme", IdentityRole.PARTY, "alice");
    alice = keys.load(IdentityRole.PARTY, "alice").id();
  }

  private SealingKey own() {
    return keys.sealing(IdentityRole.PARTY, "alice");
  }

  private Sealed seal() throws UntrustedException {
    return Sealed.to(alice, own().certificates(), keys.trust(), PURPOSE, CONTENT);
  }

  @Test
  void open_whatWasSealed_givesItBack() throws Exception {
    Sealed sealed = seal();

    assertThat(own().open(sealed, PURPOSE)).isEqualTo(CONTENT);
    assertThat(sealed.key()).isEqualTo(own().version());
    assertThat(sealed.encapsulated()).hasSize(32);
    assertThat(sealed.ciphertext()).hasSize(CONTENT.length + 16);
    assertThat(seal().ciphertext()).as("each time another").isNotEqualTo(sealed.ciphertext());
    assertThat(sealed + " " + own()).doesNotContain("31").doesNotContain("PrivateKey");
  }

  @Test
  void open_anyByteChanged_isRefused() throws Exception {
    Sealed sealed = seal();
    for (int at = 0; at < sealed.encapsulated().length; at++) {
      byte[] other = sealed.encapsulated().clone();
      other[at] ^= (byte) (at == 31 ? 1 : 128); // RFC 7748 ignores the last bit
      assertRefused(new Sealed(sealed.key(), other, sealed.ciphertext()), PURPOSE);
    }
    for (int at = 0; at < sealed.ciphertext().length; at++) {
      byte[] other = sealed.ciphertext().clone();
      other[at] ^= 4;
      assertRefused(new Sealed(sealed.key(), sealed.encapsulated(), other), PURPOSE);
      assertRefused(new Sealed(sealed.key(), sealed.encapsulated(), Arrays.copyOf(other, at)), PURPOSE);
    }
    assertRefused(new Sealed(sealed.key(), new byte[32], sealed.ciphertext()), PURPOSE);
    assertRefused(new Sealed(sealed.key(), new byte[0], new byte[0]), PURPOSE);
    assertRefused(new Sealed("1" + sealed.key(), sealed.encapsulated(), sealed.ciphertext()), PURPOSE);
  }

  @Test
  void open_forAnotherPurpose_isRefused() throws Exception {
    Sealed sealed = seal();

    assertRefused(sealed, new Sealed.Purpose("ac" + "ab".repeat(31), "share of x"));
    assertRefused(sealed, new Sealed.Purpose("ab".repeat(32), "share of y"));
    assertRefused(sealed, new Sealed.Purpose("ab".repeat(32) + "share", " of x"));
  }

  private void assertRefused(Sealed sealed, Sealed.Purpose purpose) {
    assertThatThrownBy(() -> own().open(sealed, purpose)).isInstanceOf(UntrustedException.class)
        .hasMessage("what it sealed does not open");
  }

  /** What was sealed before opens as long as the key before is kept. */
  @Test
  void sealing_afterARotation_isAnotherKey_andTheOneBeforeOpensStill() throws Exception {
    Sealed before = seal();
    keys.rotate(IdentityRole.PARTY, "alice");

    assertThat(own().version()).isNotEqualTo(before.key()).isEqualTo(own().version());
    assertThat(own().open(seal(), PURPOSE)).isEqualTo(CONTENT);
    assertRefused(before, PURPOSE);
    SealingKey kept = keys.sealing(IdentityRole.PARTY, "alice", before.key()).orElseThrow();
    assertThat(kept.open(before, PURPOSE)).isEqualTo(CONTENT);

    Files.delete(root.resolve("keys/party-alice.sealing." + before.key()));
    assertThat(keys.sealing(IdentityRole.PARTY, "alice", before.key())).isEmpty();
    assertThat(keys.sealing(IdentityRole.PARTY, "alice", "../ca")).isEmpty();
  }

  @Test
  void to_keysThatAreNotTheRecipients_isRefused() {
    keys.createIdentity(Optional.empty(), "bank", IdentityRole.PARTY, "bob");
    List<byte[]> bobs = keys.sealing(IdentityRole.PARTY, "bob").certificates();
    List<byte[]> identity = keys.load(IdentityRole.PARTY, "alice").chain().stream().map(Certificates::der).toList();
    KeyDirectory other = new KeyDirectory(root.resolve("other"), Optional.empty());
    other.createCa("health.example");
    other.createIdentity(Optional.empty(), "acme", IdentityRole.PARTY, "alice");

    assertNotSealed(bobs, "it shows a key of spiffe://health.example/bank/party/bob");
    assertNotSealed(identity, "not to be sealed to");
    assertNotSealed(other.sealing(IdentityRole.PARTY, "alice").certificates(), "nobody who is known here");
    assertNotSealed(List.of(), "it shows 0 certificates");
    assertNotSealed(List.of(new byte[]{1}), "no certificate");
  }

  private void assertNotSealed(List<byte[]> certificates, String why) {
    assertThatThrownBy(() -> Sealed.to(alice, certificates, keys.trust(), PURPOSE, CONTENT))
        .isInstanceOf(UntrustedException.class).hasMessageContaining(why);
  }

  /** Who has a key to seal to can neither sign nor be taken for the identity. */
  @Test
  void certificates_ofASealingKey_vouchForNoSignature() {
    Signed signed = new Signed(new byte[]{1}, new byte[64], own().certificates());

    assertThatThrownBy(() -> signed.verify(keys.trust(), "check")).isInstanceOf(UntrustedException.class);
  }

  @Test
  void sealing_keysOnTheDisk_areForTheOwnerAloneAndEncrypted() throws Exception {
    KeyDirectory secret = new KeyDirectory(root.resolve("secret"), Optional.of("horse"));
    secret.createCa("health.example");
    secret.createIdentity(Optional.empty(), "acme", IdentityRole.PARTY, "alice");

    Path file = root.resolve("secret/party-alice.sealing");
    assertThat(Permissions.isOpenToOthers(file)).isFalse();
    assertThat(Files.readString(file)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    assertThat(secret.names(IdentityRole.PARTY)).containsExactly("alice");
    assertThat(secret.known()).extracting(KnownCertificate::file).contains("party-alice.crt", "party-alice.sealing");
  }

  @Test
  void sealing_manyAtOnce_makeOne() throws Exception {
    Files.delete(root.resolve("keys/party-alice.sealing"));
    Set<String> versions = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<String> task = () -> own().version();
      for (Future<String> each : threads.invokeAll(List.of(task, task, task, task))) {
        versions.add(each.get());
      }
    }
    assertThat(versions).hasSize(1);
  }
}
