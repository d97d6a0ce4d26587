package io.parley.identity;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/** An X25519 key (RFC 7748) that is gone with what it was made for. */
public final class EphemeralKey {
  public static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final X25519PrivateKeyParameters key;
  private final byte[] publicKey;

  private EphemeralKey(X25519PrivateKeyParameters key) {
    this.key = key;
    this.publicKey = key.generatePublicKey().getEncoded();
  }

  public static EphemeralKey fresh() {
    return new EphemeralKey(new X25519PrivateKeyParameters(RANDOM));
  }

  /** The u-coordinate, 32 bytes in little-endian order. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /**
   * The secret that only the holders of the two keys know, 32 bytes.
   *
   * @throws GeneralSecurityException if the peer's key is not 32 bytes, or a point of small order
   */
  public byte[] agree(byte[] peer) throws GeneralSecurityException {
    if (peer.length != BYTES) {
      throw new GeneralSecurityException("An X25519 key is 32 bytes");
    }
    byte[] secret = new byte[BYTES];
    try {
      key.generateSecret(new X25519PublicKeyParameters(peer), secret, 0);
    } catch (IllegalStateException e) {
      throw new GeneralSecurityException("The peer's key is a point of small order", e);
    }
    return secret;
  }

  @Override
  public String toString() {
    return "EphemeralKey[redacted]";
  }
}
