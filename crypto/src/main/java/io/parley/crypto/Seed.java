package io.parley.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/** 256 secret bits. {@link #toString} redacts them. */
public final class Seed {
  public static final int BYTES = 32;
  public static final int WORDS = BYTES / 8;
  private final byte[] bytes;

  private Seed(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("A seed has " + BYTES + " bytes, not " + bytes.length);
    }
    this.bytes = bytes;
  }

  /** Wraps the bytes; the array is copied. */
  public static Seed of(byte[] bytes) {
    return new Seed(bytes.clone());
  }

  public static Seed random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Seed(bytes);
  }

  /** The bytes, not a copy; must not be written to. */
  public byte[] bytes(RawAccess access) {
    return bytes;
  }

  /** The seed whose {@link #words} these are. */
  public static Seed ofWords(long[] words) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(words);
    return new Seed(bytes.array());
  }

  /** The bytes as {@link #WORDS} little-endian words, for a message. */
  public long[] words(RawAccess access) {
    long[] words = new long[WORDS];
    ByteBuffer.wrap(bytes(access)).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
    return words;
  }

  @Override
  public String toString() {
    return "Seed[redacted]";
  }
}
