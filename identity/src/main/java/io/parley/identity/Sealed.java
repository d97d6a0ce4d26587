package io.parley.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/**
 * Something that one identity alone can read: HPKE (RFC 9180) in base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and
 * AES-256-GCM. It does not tell who sealed it; who has to know signs it.
 *
 * @param key the version of the recipient's key, see {@link SealingKey#version}
 * @param encapsulated 32 bytes
 * @param ciphertext 16 bytes longer than what is in it
 */
public record Sealed(String key, byte[] encapsulated, byte[] ciphertext) {
  private static final String LABEL = "parley.v1.Sealed";

  /**
   * What something is sealed for: it opens for nothing else.
   *
   * @param contract the SHA-256 of the contract that it belongs to, in hex, or whatever it is bound to in its place
   * @param name of it, which no two of one contract for one recipient have in common
   */
  public record Purpose(String contract, String name) {}

  /**
   * Seals to an identity.
   *
   * @param certificates of its key, as {@link SealingKey#certificates} gives them; they come from anywhere
   * @throws UntrustedException if they are not of the recipient, or of no key to seal to
   */
  public static Sealed to(SpiffeId recipient, List<byte[]> certificates, Trust trust, Purpose purpose, byte[] content)
      throws UntrustedException {
    List<X509Certificate> chain = Certificates.readChain(certificates);
    SpiffeId id = trust.verify(chain);
    if (!id.equals(recipient)) {
      throw new UntrustedException("it shows a key of " + id + ", not of " + recipient);
    }
    String version = SealingKey.version(chain.getFirst());
    try {
      byte[][] sealed = hpke().seal(key(chain.getFirst()), info(recipient, version, purpose), new byte[0], content,
          null,
          null, null);
      return new Sealed(version, sealed[1], sealed[0]);
    } catch (InvalidCipherTextException | RuntimeException e) {
      throw new UntrustedException("the key of " + recipient + " is of no use", e);
    }
  }

  private static AsymmetricKeyParameter key(X509Certificate certificate) throws UntrustedException {
    try {
      if (PublicKeyFactory
          .createKey(certificate.getPublicKey().getEncoded()) instanceof X25519PublicKeyParameters key) {
        return key;
      }
    } catch (java.io.IOException e) {
      throw new UntrustedException("its key cannot be read", e);
    }
    throw new UntrustedException("it shows a key that is not to be sealed to");
  }

  static HPKE hpke() {
    return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }

  /** Each part with its length, so that no two purposes give the same. */
  static byte[] info(SpiffeId recipient, String version, Purpose purpose) {
    List<byte[]> parts = List.of(LABEL, recipient.toString(), version, purpose.contract(), purpose.name()).stream()
        .map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    ByteBuffer out = ByteBuffer.allocate(parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum());
    parts.forEach(part -> out.putInt(part.length).put(part));
    return out.array();
  }

  @Override
  public String toString() {
    return "Sealed[" + ciphertext.length + " bytes]";
  }
}
