package io.parley.actors.transport;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
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
  private LaneSecret(SecretKey shared, UUID session, int low, int high, String lowKey, String highKey,
      byte[] binding) {
    this.shared = shared;
    this.context = ByteBuffer.allocate(16 + 8 + 2 * KEY_BYTES + binding.length)
        .putLong(session.getMostSignificantBits())
        .putLong(session.getLeastSignificantBits()).putInt(low).putInt(high).put(HEX.parseHex(lowKey))
        .put(HEX.parseHex(highKey)).put(binding).array();
  }

  /**
   * @throws GeneralSecurityException if the peer's key is not a point of full order
   */
  static LaneSecret agree(KeyPair own, int self, String peerKey, int peer, UUID session, byte[] binding)
      throws GeneralSecurityException {
    SecretKey shared = new SecretKeySpec(shared(own, peerKey), "Generic");
    String ownKey = encode(own.getPublic());
    return self < peer
        ? new LaneSecret(shared, session, self, peer, ownKey, peerKey, binding)
        : new LaneSecret(shared, session, peer, self, peerKey, ownKey, binding);
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

  static KeyPair ephemeral() {
    try {
      return KeyPairGenerator.getInstance("X25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no X25519", e);
    }
  }

  /**
   * The X25519 secret of two keys.
   *
   * @param peer in hex
   * @throws GeneralSecurityException if the peer's key is not a point of full order
   */
  static byte[] shared(KeyPair own, String peer) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("X25519");
    agreement.init(own.getPrivate());
    agreement.doPhase(decode(peer), true);
    return agreement.generateSecret();
  }

  /** The u-coordinate as 32 little-endian bytes in hex, as RFC 7748 has it. */
  static String encode(PublicKey key) {
    byte[] big = ((XECPublicKey) key).getU().toByteArray();
    byte[] little = new byte[KEY_BYTES];
    for (int i = 0; i < KEY_BYTES && i < big.length; i++) {
      little[i] = big[big.length - 1 - i];
    }
    return HEX.formatHex(little);
  }

  private static PublicKey decode(String hex) throws GeneralSecurityException {
    byte[] big = new byte[KEY_BYTES];
    try {
      byte[] little = HEX.parseHex(hex);
      if (little.length != KEY_BYTES) {
        throw new IllegalArgumentException("not 32 bytes");
      }
      for (int i = 0; i < KEY_BYTES; i++) {
        big[i] = little[KEY_BYTES - 1 - i];
      }
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("An X25519 key is 32 bytes in hex", e);
    }
    return KeyFactory.getInstance("X25519")
        .generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, big)));
  }

  @Override
  public String toString() {
    return "LaneSecret[redacted]";
  }
}
