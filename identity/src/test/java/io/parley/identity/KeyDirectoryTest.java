package io.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyDirectoryTest {
  private static final byte[] BODY = {1};

  @TempDir
  private Path root;
  private KeyDirectory ca;
  private KeyDirectory alice;

  @BeforeEach
  void makeCa() throws IOException {
    ca = new KeyDirectory(root.resolve("ca"), Optional.empty());
    ca.createCa("health.example");
    Files.createDirectories(root.resolve("alice"));
    alice = new KeyDirectory(root.resolve("alice"), Optional.of("open sesame"));
    giveCaCertificate();
  }

  private void giveCaCertificate() throws IOException {
    Files.copy(ca.path().resolve("ca.crt"), alice.path().resolve("ca.crt"));
  }

  /** At a machine of its own, signed by the CA elsewhere. */
  private Path makeAlice() throws IOException {
    Path request = alice.createIdentity(Optional.empty(), "acme", IdentityRole.PARTY, "alice");
    Path sent = Files.copy(request, root.resolve("sent.csr"));
    Path signed = ca.sign(sent);
    return Files.copy(signed, alice.path().resolve("party-alice.crt"));
  }

  private static void assertRefused(Runnable action, String... why) {
    assertThatThrownBy(action::run).isInstanceOf(BadRequestException.class).hasMessageContainingAll(why)
        .hasMessageNotContaining("\n");
  }

  @Test
  void load_identityThatTheCaSigned_signs() throws Exception {
    makeAlice();

    Identity loaded = alice.load(IdentityRole.PARTY, "alice");

    assertThat(loaded.id()).hasToString("spiffe://health.example/acme/party/alice");
    assertThat(loaded.sign("x", BODY).verify(ca.trust(), "x")).isEqualTo(loaded.id());
    assertThat(loaded.toString()).isEqualTo(loaded.id().toString());
  }

  @Test
  void keys_areForTheirOwnerAlone_andEncrypted() throws IOException {
    makeAlice();
    Path key = alice.path().resolve("party-alice.key");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key))).isEqualTo("rw-------");
    assertThat(Files.readString(key)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    assertRefused(() -> new KeyDirectory(alice.path(), Optional.empty()).load(IdentityRole.PARTY, "alice"),
        "has a passphrase", "PARLEY_KEY_PASSPHRASE");
    assertRefused(() -> new KeyDirectory(alice.path(), Optional.of("wrong")).load(IdentityRole.PARTY, "alice"),
        "does not open");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertRefused(() -> alice.load(IdentityRole.PARTY, "alice"), "Others than its owner", "chmod 600");
  }

  /** As "openssl pkcs12 -export" makes them. */
  @Test
  void load_storeOfAnotherTool_isReadInPlaceOfFiles() throws Exception {
    Path certificate = makeAlice();
    Path key = alice.path().resolve("party-alice.key");
    Path store = alice.path().resolve("party-alice.p12");
    writeStore(store, "open sesame", Pem.readKey(key, Optional.of("open sesame".toCharArray())),
        Pem.readChain(certificate).getFirst());
    Files.delete(key);
    Files.delete(certificate);

    Identity loaded = alice.load(IdentityRole.PARTY, "alice");

    assertThat(loaded.sign("x", BODY).verify(ca.trust(), "x")).hasToString("spiffe://health.example/acme/party/alice");
    assertThat(alice.names(IdentityRole.PARTY)).containsExactly("alice");
    assertRefused(() -> new KeyDirectory(alice.path(), Optional.of("wrong")).load(IdentityRole.PARTY, "alice"),
        "PARLEY_KEY_PASSPHRASE does not open");
    assertRefused(() -> alice.rotate(IdentityRole.PARTY, "alice"), "is not Parley's to change");
    Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-r-----"));
    assertRefused(() -> alice.load(IdentityRole.PARTY, "alice"), "Others than its owner", "chmod 600");
  }

  @Test
  void load_storeOfAKeyForSomethingElse_isRefused() throws Exception {
    Path certificate = makeAlice();
    writeStore(alice.path().resolve("party-alice.p12"), "open sesame", Certificates.p256().getPrivate(),
        Pem.readChain(certificate).getFirst());

    assertRefused(() -> alice.load(IdentityRole.PARTY, "alice"), "holds a key for EC", "Ed25519");
  }

  private static void writeStore(Path file, String passphrase, PrivateKey key, X509Certificate certificate)
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("me", key, passphrase.toCharArray(), new Certificate[]{certificate});
    Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, passphrase.toCharArray());
    }
  }

  @Test
  void load_whatIsMissing_isToldWithTheRemedy() {
    assertRefused(() -> alice.load(IdentityRole.PARTY, "alice"), "parley keys new alice --role party --operator");
    alice.createIdentity(Optional.empty(), "acme", IdentityRole.PARTY, "alice");
    assertRefused(() -> alice.load(IdentityRole.PARTY, "alice"), "party-alice.csr", "parley keys sign");
    assertRefused(() -> new KeyDirectory(root.resolve("none"), Optional.empty()).trust(), "There is no", "ca.crt");
  }

  @Test
  void load_certificateOfAnotherKey_isRefused() throws IOException {
    Path certificate = makeAlice();
    byte[] first = Files.readAllBytes(certificate);
    Files.delete(alice.path().resolve("party-alice.key"));
    Files.delete(alice.path().resolve("party-alice.csr"));
    alice.createIdentity(Optional.empty(), "acme", IdentityRole.PARTY, "alice");
    Files.write(certificate, first);

    assertRefused(() -> alice.load(IdentityRole.PARTY, "alice"), "are of no use", "signature");
  }

  @Test
  void sign_requestForAnotherDomain_orThatSomebodyChanged_isRefused() throws IOException {
    Path request = alice.createIdentity(Optional.of("other.example"), "acme", IdentityRole.PARTY, "alice");
    assertRefused(() -> ca.sign(request), "vouches for health.example alone");
    assertRefused(() -> ca.sign(ca.path().resolve("ca.crt")), "not a CERTIFICATE REQUEST");
    Path text = Files.writeString(root.resolve("junk.csr"), """
        -----BEGIN CERTIFICATE REQUEST-----
        AAAA
        -----END CERTIFICATE REQUEST-----
        """);
    assertRefused(() -> ca.sign(text), "no request");
    assertRefused(() -> alice.sign(request), "There is no CA", "parley keys ca");
  }

  @Test
  void create_whatIsThere_isNotReplaced() {
    assertRefused(() -> ca.createCa("health.example"), "is there already");
    ca.createIdentity(Optional.empty(), "acme", IdentityRole.CLIENT, "dora");
    assertRefused(() -> ca.createIdentity(Optional.empty(), "acme", IdentityRole.CLIENT, "dora"), "is there already",
        "parley keys rotate");
    assertRefused(() -> ca.createIdentity(Optional.empty(), "a/b", IdentityRole.CLIENT, "eve"), "operator 'a/b'");
    assertRefused(() -> alice.createCa("UPPER"), "trust domain 'UPPER'");
  }

  @Test
  void rotate_byItself_isBelievedByWhoKnowsTheCa() throws Exception {
    makeAlice();
    Identity before = alice.load(IdentityRole.PARTY, "alice");

    alice.rotate(IdentityRole.PARTY, "alice");

    Identity after = alice.load(IdentityRole.PARTY, "alice");
    assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
    assertThat(after.sign("x", BODY).verify(ca.trust(), "x")).isEqualTo(before.id());
    try (var files = Files.list(alice.path())) {
      assertThat(files.map(f -> f.getFileName().toString())).anyMatch(f -> f.startsWith("party-alice.key."));
    }
    alice.rotate(IdentityRole.PARTY, "alice");
    assertRefused(() -> alice.rotate(IdentityRole.PARTY, "alice"), "Have the CA sign the next");
  }

  @Test
  void revoke_certificate_isNotBelievedAnyMore() throws Exception {
    Path dora = ca.createIdentity(Optional.empty(), "acme", IdentityRole.CLIENT, "dora");
    Path eve = ca.createIdentity(Optional.empty(), "acme", IdentityRole.CLIENT, "eve");
    Signed byDora = ca.load(IdentityRole.CLIENT, "dora").sign("x", BODY);
    Signed byEve = ca.load(IdentityRole.CLIENT, "eve").sign("x", BODY);
    assertThat(byDora.verify(ca.trust(), "x").name()).isEqualTo("dora");

    Path list = ca.revoke(dora);
    ca.revoke(eve);

    assertThatThrownBy(() -> byDora.verify(ca.trust(), "x")).hasMessageContaining("is revoked");
    assertThatThrownBy(() -> byEve.verify(ca.trust(), "x")).hasMessageContaining("is revoked");
    Files.copy(list, alice.path().resolve("ca.crl"));
    assertThatThrownBy(() -> byDora.verify(alice.trust(), "x")).hasMessageContaining("is revoked");
  }

  @Test
  void trust_listOfAnotherCa_isRefused() throws IOException {
    KeyDirectory other = new KeyDirectory(root.resolve("other"), Optional.empty());
    other.createCa("health.example");
    Files.copy(other.path().resolve("ca.crl"), alice.path().resolve("other.crl"));

    assertRefused(alice::trust, "by no CA that is known here");
  }

  @Test
  void trust_pinnedIdentity_isBelievedWithoutItsCa() throws Exception {
    Path certificate = makeAlice();
    KeyDirectory carol = new KeyDirectory(root.resolve("carol"), Optional.empty());
    Files.createDirectories(carol.path().resolve("trusted"));
    Files.copy(certificate, carol.path().resolve("trusted/alice.crt"));
    Signed other = ca.load(IdentityRole.CLIENT, ca.createIdentity(Optional.empty(), "acme", IdentityRole.CLIENT, "dora")
        .getFileName().toString().replaceAll("client-|\\.crt", "")).sign("x", BODY);

    assertThat(alice.load(IdentityRole.PARTY, "alice").sign("x", BODY).verify(carol.trust(), "x").name())
        .isEqualTo("alice");
    assertThatThrownBy(() -> other.verify(carol.trust(), "x")).isInstanceOf(UntrustedException.class);
  }
}
