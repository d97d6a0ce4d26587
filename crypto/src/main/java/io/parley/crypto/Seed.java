package io.parley.crypto;

import java.security.SecureRandom;

/** 256 secret bits. {@link #toString} redacts them. */
public final class Seed {
  public static final int BYTES = 32;
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

  @Override
  public String toString() {
    return "Seed[redacted]";
  }
}
