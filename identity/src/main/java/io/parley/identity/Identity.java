package io.parley.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/**
 * Somebody's own identity: a name, the Ed25519 key behind it, and the certificates that vouch for that. Signs messages
 * (RFC 8032), and vouches for keys of its TLS connections.
 */
public final class Identity {
  private static final Duration THROW_AWAY = Duration.ofDays(8);

  private final SpiffeId id;
  private final PrivateKey key;
  /** The same, for the signer that is several times as fast as the JDK's. */
  private final Ed25519PrivateKeyParameters signingKey;
  private final List<X509Certificate> chain;

  /**
   * @param chain its own certificate first, then who vouches for it
   */
  Identity(SpiffeId id, PrivateKey key, List<X509Certificate> chain) {
    this.id = id;
    this.key = key;
    this.signingKey = signingKey(key);
    this.chain = List.copyOf(chain);
  }

  private static Ed25519PrivateKeyParameters signingKey(PrivateKey key) {
    try {
      if (PrivateKeyFactory.createKey(key.getEncoded()) instanceof Ed25519PrivateKeyParameters ed25519) {
        return ed25519;
      }
      throw new IllegalArgumentException("A key for " + key.getAlgorithm() + " is no identity's");
    } catch (IOException e) {
      throw new IllegalArgumentException("A key of an identity cannot be read", e);
    }
  }

  /** One that nobody vouches for, and that is gone with this process. */
  public static Identity throwAway(SpiffeId id) {
    KeyPair keys = Certificates.ed25519();
    return new Identity(id, keys.getPrivate(), List.of(Certificates.alone(keys, id, THROW_AWAY)));
  }

  public SpiffeId id() {
    return id;
  }

  /** Until when the shortest-lived of its certificates is valid. */
  public Instant expires() {
    return chain.stream().map(c -> c.getNotAfter().toInstant()).min(Instant::compareTo).orElseThrow();
  }

  /** The SHA-256 of its certificate, in hex: what others pin. */
  public String fingerprint() {
    return fingerprint(chain.getFirst());
  }

  static String fingerprint(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Certificates.der(certificate)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no SHA-256", e);
    }
  }

  List<X509Certificate> chain() {
    return chain;
  }

  PrivateKey key() {
    return key;
  }

  /**
   * Signs a message.
   *
   * @param purpose the kind of message, so that what was signed as one kind is never taken for another
   */
  public Signed sign(String purpose, byte[] body) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, signingKey);
    Signed.update(signer, purpose, body);
    return new Signed(body, signer.generateSignature(), chain.stream().map(Certificates::der).toList());
  }

  /**
   * A fresh P-256 key for TLS, with certificates from it up to those of this identity.
   *
   * @param host a name or an address at which it is reached
   */
  public KeyStore connectionKey(String host, Duration lasts) {
    KeyPair keys = Certificates.p256();
    List<X509Certificate> whole = new ArrayList<>();
    whole.add(Certificates.connection(chain.getFirst(), key, keys.getPublic(), id, host, lasts));
    whole.addAll(chain);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("connection", keys.getPrivate(), new char[0], whole.toArray(X509Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("A key store cannot be made", e);
    }
  }

  /** Its name only. */
  @Override
  public String toString() {
    return id.toString();
  }
}
