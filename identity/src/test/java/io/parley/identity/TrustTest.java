package io.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TrustTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final SpiffeId ALICE = new SpiffeId("health.example", "acme", IdentityRole.PARTY, "alice");
  private static final SpiffeId BOB = new SpiffeId("health.example", "bank", IdentityRole.PARTY, "bob");
  private static final byte[] BODY = "hello".getBytes(StandardCharsets.UTF_8);
  private static final KeyPair CA_KEYS = Certificates.ed25519();
  private static final X509Certificate CA = Certificates.ca(CA_KEYS, "health.example", DAY);

  private static Identity identity(SpiffeId id, Duration lasts) {
    KeyPair keys = Certificates.ed25519();
    return new Identity(id, keys.getPrivate(),
        List.of(Certificates.identity(CA, CA_KEYS.getPrivate(), keys.getPublic(), id, lasts)));
  }

  private static Trust inCa() {
    return Trust.of(List.of(CA), List.of());
  }

  private static void assertRefused(Signed signed, Trust trust, String why) {
    assertThatThrownBy(() -> signed.verify(trust, "test")).isInstanceOf(UntrustedException.class)
        .hasMessageContaining(why).hasMessageNotContaining("\n");
  }

  @Test
  void verify_whatAnIdentityOfTheCaSigned_isItsOwn() throws UntrustedException {
    Identity alice = identity(ALICE, DAY);

    assertThat(alice.sign("test", BODY).verify(inCa(), "test")).isEqualTo(ALICE);
  }

  @Test
  void verify_otherBodyPurposeOrSignature_isRefused() {
    Signed signed = identity(ALICE, DAY).sign("test", BODY);
    byte[] other = BODY.clone();
    other[0]++;
    byte[] bent = signed.signature().clone();
    bent[3]++;

    assertRefused(new Signed(other, signed.signature(), signed.chain()), inCa(), "signature of " + ALICE + " is wrong");
    assertThatThrownBy(() -> signed.verify(inCa(), "other")).isInstanceOf(UntrustedException.class);
    assertThatThrownBy(() -> new Signed(BODY, bent, signed.chain()).verify(inCa(), "test"))
        .isInstanceOf(UntrustedException.class);
    assertRefused(new Signed(BODY, signed.signature(), List.of()), inCa(), "0 certificates");
    assertRefused(new Signed(BODY, signed.signature(), List.of(BODY)), inCa(), "no certificate");
  }

  @Test
  void verify_whomNobodyKnownVouchesFor_isRefused() {
    KeyPair otherKeys = Certificates.ed25519();
    X509Certificate otherCa = Certificates.ca(otherKeys, "health.example", DAY);
    KeyPair keys = Certificates.ed25519();
    Identity forged = new Identity(ALICE, keys.getPrivate(),
        List.of(Certificates.identity(otherCa, otherKeys.getPrivate(), keys.getPublic(), ALICE, DAY)));

    assertRefused(forged.sign("test", BODY), inCa(), "nobody who is known here vouches for " + ALICE);
    assertRefused(Identity.throwAway(ALICE).sign("test", BODY), inCa(), "vouches for " + ALICE);
    assertRefused(forged.sign("test", BODY), Trust.of(List.of(), List.of()), "nobody is known here");
  }

  @Test
  void verify_expiredOrRevoked_isRefused() {
    Identity alice = identity(ALICE, DAY);
    Trust revoking = Trust.of(List.of(CA), List.of(Certificates.revocations(CA, CA_KEYS.getPrivate(),
        List.of(alice.chain().getFirst().getSerialNumber()), DAY)));

    assertRefused(identity(ALICE, Duration.ofMinutes(-1)).sign("test", BODY), inCa(), "expired");
    assertRefused(alice.sign("test", BODY), revoking, "is revoked");
  }

  /** Also of those whose chain was found good before. */
  @Test
  void verify_chainThatExpiredMeanwhile_isRefused() throws UntrustedException {
    Identity alice = identity(ALICE, Duration.ofHours(1));
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    Trust trust = Trust.of(now::get, List.of(CA), List.of());
    alice.sign("test", BODY).verify(trust, "test");

    now.set(alice.expires().plusSeconds(1));

    assertRefused(alice.sign("test", BODY), trust, "expired");
  }

  @Test
  void verify_idOfAnotherDomain_isRefused() {
    SpiffeId stranger = new SpiffeId("other.example", "acme", IdentityRole.PARTY, "alice");

    assertRefused(identity(stranger, DAY).sign("test", BODY), inCa(), "which its CA does not vouch for");
  }

  /** An identity vouches for itself alone. */
  @Test
  void verify_certificateThatAnotherIdentityIssued_isRefused() {
    Identity alice = identity(ALICE, DAY);
    KeyPair keys = Certificates.ed25519();
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(Certificates.identity(alice.chain().getFirst(), alice.key(), keys.getPublic(), BOB, DAY));
    chain.addAll(alice.chain());

    assertRefused(new Identity(BOB, keys.getPrivate(), chain).sign("test", BODY), inCa(), "has another name");
  }

  @Test
  void verify_successor_isTheSameIdentity_alsoWhereTheFirstIsPinned() throws UntrustedException {
    Identity first = Identity.throwAway(ALICE);
    KeyPair keys = Certificates.ed25519();
    X509Certificate next = Certificates.identity(first.chain().getFirst(), first.key(), keys.getPublic(), ALICE, DAY);
    Identity second = new Identity(ALICE, keys.getPrivate(), List.of(next, first.chain().getFirst()));
    Trust pinned = Trust.of(first.chain(), List.of());

    assertThat(first.sign("test", BODY).verify(pinned, "test")).isEqualTo(ALICE);
    assertThat(second.sign("test", BODY).verify(pinned, "test")).isEqualTo(ALICE);
    assertRefused(Identity.throwAway(ALICE).sign("test", BODY), pinned, "vouches for");
  }

  @Test
  void connectionKey_isOfItsIdentity_andVouchesForNobody() throws Exception {
    Identity alice = identity(ALICE, DAY);
    var store = alice.connectionKey("10.0.0.1", DAY);
    List<X509Certificate> chain = new ArrayList<>();
    for (var certificate : store.getCertificateChain("connection")) {
      chain.add((X509Certificate) certificate);
    }
    assertThat(inCa().verify(chain)).isEqualTo(ALICE);
    assertThat(chain.getFirst().getPublicKey().getAlgorithm()).isEqualTo("EC");

    KeyPair keys = Certificates.ed25519();
    var connection = (java.security.PrivateKey) store.getKey("connection", new char[0]);
    chain.addFirst(Certificates.identity(chain.getFirst(), connection, keys.getPublic(), ALICE, DAY));
    assertRefused(new Identity(ALICE, keys.getPrivate(), chain).sign("test", BODY), inCa(), "nobody who is known");
  }

  @Test
  void anybody_believesMadeUpIdentities_butNoWrongSignature() throws UntrustedException {
    Signed signed = Identity.throwAway(BOB).sign("test", BODY);

    assertThat(signed.verify(Trust.anybody(), "test")).isEqualTo(BOB);
    assertThatThrownBy(() -> signed.verify(Trust.anybody(), "other")).isInstanceOf(UntrustedException.class);
  }
}
