package io.parley.actors.transport;

import io.parley.identity.EphemeralKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the two ends of a lane know and nobody else: the X25519 secret of the keys that both have signed for the job. Keys
 * are expanded from it by HKDF-SHA256 with the session, both roles and both public keys in the info, so no key serves two
 * lanes, and with what the roles of the session have agreed upon, so that ends with different views of it have different
 * keys.
 */
final class LaneSecret {
  private static final int KEY_BYTES = 32;
  private static final HexFormat HEX = HexFormat.of();

  private final SecretKey shared;
  private final byte[] context;

  /**
   * @param low the lane's role of lower index, with its key, who dials
   */
  private LaneSecret(SecretKey shared, UUID session, int low, int high, byte[] lowKey, byte[] highKey,
      byte[] binding) {
    this.shared = shared;
    this.context = ByteBuffer.allocate(16 + 8 + 2 * KEY_BYTES + binding.length)
        .putLong(session.getMostSignificantBits())
        .putLong(session.getLeastSignificantBits()).putInt(low).putInt(high).put(lowKey)
        .put(highKey).put(binding).array();
  }

  /**
   * @throws GeneralSecurityException if the peer's key is not a point of full order
   */
  static LaneSecret agree(EphemeralKey own, int self, String peerKey, int peer, UUID session, byte[] binding)
      throws GeneralSecurityException {
    byte[] theirs = decode(peerKey);
    SecretKey shared = new SecretKeySpec(own.agree(theirs), "Generic");
    return self < peer
        ? new LaneSecret(shared, session, self, peer, own.publicKey(), theirs, binding)
        : new LaneSecret(shared, session, peer, self, theirs, own.publicKey(), binding);
  }

  /** A key for one purpose. */
  SecretKey key(String algorithm, String purpose, byte[] salt) {
    return key(algorithm, purpose, salt, new byte[0]);
  }

  /**
   * A key for one purpose.
   *
   * @param fresh a secret of one connection alone, which comes on top
   */
  SecretKey key(String algorithm, String purpose, byte[] salt, byte[] fresh) {
    byte[] label = ("parley lane v1 " + purpose).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] info = ByteBuffer.allocate(label.length + 1 + context.length).put(label).put((byte) 0).put(context).array();
    try {
      return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm,
          HKDFParameterSpec.ofExtract().addIKM(shared).addIKM(fresh).addSalt(salt).thenExpand(info, KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no HKDF-SHA256", e);
    }
  }

  /**
   * @throws GeneralSecurityException if it is not 32 bytes in hex
   */
  private static byte[] decode(String hex) throws GeneralSecurityException {
    try {
      return HEX.parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("An X25519 key is 32 bytes in hex", e);
    }
  }

  @Override
  public String toString() {
    return "LaneSecret[redacted]";
  }
}
