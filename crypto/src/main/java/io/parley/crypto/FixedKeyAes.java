package io.parley.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-128 as a public permutation π of 16-byte blocks. Its key is no secret:
 *
 * <pre>
 *  0               8              16
 *  +---------------+---------------+
 *  |     salt      |     index     |   both big-endian
 *  +---------------+---------------+
 * </pre>
 *
 * Not safe for use by several threads at once.
 */
final class FixedKeyAes {
  static final int BLOCK_BYTES = 16;

  private final long salt;
  private final Cipher cipher;
  private long blocks;

  FixedKeyAes(long salt) {
    this.salt = salt;
    try {
      cipher = Cipher.getInstance("AES/ECB/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK lacks AES", e);
    }
  }

  /** Takes the key of this index from now on. */
  void rekey(long index) {
    byte[] key = ByteBuffer.allocate(BLOCK_BYTES).putLong(salt).putLong(index).array();
    try {
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK refuses an AES key", e);
    }
  }

  /** Writes π of the first {@code count} blocks of {@code in} to {@code out}, another array. */
  void permute(byte[] in, byte[] out, int count) {
    try {
      cipher.update(in, 0, BLOCK_BYTES * count, out, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES failed", e);
    }
    blocks += count;
  }

  /** How many blocks were permuted so far. */
  long blocks() {
    return blocks;
  }
}
