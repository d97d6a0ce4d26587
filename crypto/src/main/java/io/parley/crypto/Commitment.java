package io.parley.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over words, little-endian. */
public final class Commitment {
  /** The words of a digest. */
  public static final int WORDS = 4;

  private Commitment() {}

  /**
   * Commits a party to a value: hiding, since nobody else knows the seed that serves as nonce; binding, as far as SHA-256
   * resists collisions; and of no use to another party, since it names the committing one.
   */
  public static long[] to(int party, Seed nonce, long[] value) {
    return digest(new long[]{party}, nonce.words(RawAccess.grant()), value);
  }

  /** The hash of the parts one after the other; callers see to it that the cuts are unambiguous. */
  public static long[] digest(long[]... parts) {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The JDK lacks SHA-256", e);
    }
    ByteBuffer chunk = ByteBuffer.allocate(1 << 13).order(ByteOrder.LITTLE_ENDIAN);
    for (long[] part : parts) {
      for (int from = 0; from < part.length; from += chunk.capacity() / 8) {
        int count = Math.min(chunk.capacity() / 8, part.length - from);
        chunk.asLongBuffer().put(part, from, count);
        sha.update(chunk.array(), 0, 8 * count);
      }
    }
    long[] digest = new long[WORDS];
    ByteBuffer.wrap(sha.digest()).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(digest);
    return digest;
  }
}
