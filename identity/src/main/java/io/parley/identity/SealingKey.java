package io.parley.identity;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** An identity's own X25519 key (RFC 7748), to which others seal what it alone may read. */
public final class SealingKey {
  private final SpiffeId id;
  private final PrivateKey key;
  private final List<X509Certificate> chain;

  /**
   * @param chain its certificate, by the identity, then those of the identity
   */
  SealingKey(SpiffeId id, PrivateKey key, List<X509Certificate> chain) {
    this.id = id;
    this.key = key;
    this.chain = List.copyOf(chain);
  }

  /** What tells it from the identity's other keys: the serial number of its certificate, in hex. */
  public String version() {
    return version(chain.getFirst());
  }

  static String version(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16);
  }

  /** What others need who seal to it, in DER; public. */
  public List<byte[]> certificates() {
    return chain.stream().map(Certificates::der).toList();
  }

  List<X509Certificate> chain() {
    return chain;
  }

  PrivateKey key() {
    return key;
  }

  /**
   * Opens what was sealed to it.
   *
   * @throws UntrustedException if it was sealed to another key or for another purpose, or is not as it was
   */
  public byte[] open(Sealed sealed, Sealed.Purpose purpose) throws UntrustedException {
    try {
      X25519PrivateKeyParameters own = (X25519PrivateKeyParameters) PrivateKeyFactory.createKey(key.getEncoded());
      return Sealed.hpke().open(sealed.encapsulated(), new AsymmetricCipherKeyPair(own.generatePublicKey(), own),
          Sealed.info(id, sealed.key(), purpose), new byte[0], sealed.ciphertext(), null, null, null);
    } catch (InvalidCipherTextException | IOException | RuntimeException e) {
      throw new UntrustedException("what it sealed does not open", e);
    }
  }

  /** Whose it is only. */
  @Override
  public String toString() {
    return "SealingKey of " + id;
  }
}
